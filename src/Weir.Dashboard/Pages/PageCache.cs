using Weir.Server.Live;

namespace Weir.Dashboard.Pages;

/// <summary>The pages that somebody looks at: however many look at the same one, it is made once for each news.</summary>
internal sealed class PageCache(LiveFeed feed)
{
    private const int Most = 64;

    private readonly Dictionary<string, Made> _pages = new(StringComparer.Ordinal);

    /// <summary>A page, made again when there was news of its topics.</summary>
    /// <param name="key">Whose page, and which.</param>
    /// <param name="topics">What it shows.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="cancellationToken">Ends the wait for another that makes the same one.</param>
    public async Task<RenderedPage> GetAsync(string key, IReadOnlyList<int> topics, Func<Task<RenderedPage>> make, CancellationToken cancellationToken)
    {
        if (feed.Viewers == 0)
        {
            // Nobody listens, so nobody tells whether what is kept is still so.
            return await make();
        }

        var page = Find(key, feed.State.Of(topics), make);
        try
        {
            return await page.Value.WaitAsync(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever began to make it went away, or failed: that is not everybody's fate.
            return await make();
        }
    }

    private Lazy<Task<RenderedPage>> Find(string key, string state, Func<Task<RenderedPage>> make)
    {
        lock (_pages)
        {
            if (_pages.TryGetValue(key, out var made) && made.State == state)
            {
                return made.Page;
            }

            if (_pages.Count >= Most)
            {
                _pages.Clear();
            }

            var fresh = new Lazy<Task<RenderedPage>>(make);
            _pages[key] = new Made(state, fresh);
            return fresh;
        }
    }

    private sealed record Made(string State, Lazy<Task<RenderedPage>> Page);
}
