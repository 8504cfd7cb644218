namespace Weir.Server.Operations;

/// <summary>An object with its content open. Disposing it closes the content.</summary>
internal sealed class ObjectContent(ListedObject about, Stream content, IDisposable? owner = null) : IAsyncDisposable
{
    public ListedObject About => about;

    public Stream Content => content;

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        owner?.Dispose();
    }
}
