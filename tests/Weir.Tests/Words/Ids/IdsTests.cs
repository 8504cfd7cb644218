using Weir.Events;
using Weir.Runs;

namespace Weir.Tests.Words.Ids;

public sealed class IdsTests
{
    [Fact]
    public void Ids_are_uuids_of_version_7_and_tell_their_time()
    {
        var before = DateTimeOffset.UtcNow;
        var text = EventId.New(TimeProvider.System).ToString()["evt_".Length..];
        var after = DateTimeOffset.UtcNow;

        Assert.Equal('7', text[12]);
        Assert.Contains(text[16], "89ab");
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(text[..12], 16));
        Assert.InRange(time, before.AddMilliseconds(-1), after);
    }

    [Fact]
    public void Ids_made_later_sort_later_and_none_is_made_twice()
    {
        var ids = new List<RunId>();
        for (var start = DateTime.UtcNow; DateTime.UtcNow - start < TimeSpan.FromMilliseconds(20);)
        {
            ids.Add(RunId.New(TimeProvider.System));
        }

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.True(string.CompareOrdinal(ids[0].ToString(), ids[^1].ToString()) < 0);
    }
}
