using Weir.Deliveries;
using Weir.Local.State;

namespace Weir.Tests.Local.State;

public sealed class DeliveryTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-deliveries-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Random histories beside a plain dictionary: whatever is kept back, every statement sees what was inserted before it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Rows_that_are_kept_back_are_rows_like_any_others(int seed)
    {
        var random = new Random(seed);
        using var tables = new StateTables(new StateFile(Path.Combine(_folder, "state.db")).OpenToWrite());
        var rows = tables.Database.Prepare("SELECT subscriber, id, position FROM deliveries");
        tables.Begin();
        for (var number = 1; number <= 3; number++)
        {
            tables.Subscribers.Insert(number, new Subscriber(SubscriberKind.Table, $"of-{number}"));
        }

        tables.Commit();
        var expected = new Dictionary<(long Subscriber, long Id), long>();
        var (lastId, lastPosition) = (0L, 0L);
        for (var transaction = 0; transaction < 40; transaction++)
        {
            tables.Begin();
            var before = new Dictionary<(long, long), long>(expected);
            for (var step = random.Next(1, 30); step > 0; step--)
            {
                switch (random.Next(6))
                {
                    case 0 when expected.Count > 0:
                        var (subscriber, first) = expected.Keys.ElementAt(random.Next(expected.Count));
                        var gone = expected.Keys.Where(key => key.Subscriber == subscriber && key.Id >= first && key.Id <= first + 5).ToList();
                        Assert.Equal(gone.Count, tables.Deliveries.Delete(subscriber, first, first + 5));
                        gone.ForEach(key => expected.Remove(key));
                        break;
                    case 1:
                        var from = random.NextInt64(lastId + 1);
                        Assert.Equal(
                            expected.Keys.Any(key => key.Id >= from && key.Id < from + 4), tables.Deliveries.AnyOf(from, 4));
                        break;
                    default:
                        // A burst: to one subscriber or to several in turn, at times with gaps.
                        var subscribers = random.Next(1, 4);
                        for (var burst = random.Next(1, 150); burst > 0; burst--)
                        {
                            lastPosition += random.Next(20) == 0 ? 3 : 1;
                            for (var to = 1; to <= subscribers; to++)
                            {
                                tables.Deliveries.Insert(to, ++lastId, lastPosition);
                                expected.Add((to, lastId), lastPosition);
                            }
                        }

                        break;
                }
            }

            if (random.Next(5) == 0)
            {
                tables.Database.Rollback();
                expected = before;
            }
            else
            {
                tables.Commit();
            }

            var found = new Dictionary<(long, long), long>();
            while (rows.Step())
            {
                found.Add((rows.Int64(0), rows.Int64(1)), rows.Int64(2));
            }

            Assert.Equal(expected.OrderBy(row => row.Key), found.OrderBy(row => row.Key));
        }
    }
}
