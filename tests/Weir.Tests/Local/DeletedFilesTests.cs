using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;
using Weir.Local;
using Weir.Local.Warehouses;

namespace Weir.Tests.Local;

/// <summary>Nobody is told yes for what went into a file that somebody had deleted.</summary>
public sealed class DeletedFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-deleted-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_to_a_deleted_or_replaced_state_file_is_refused_at_once(bool isReplaced)
    {
        if (!FileStatus.IsKnown)
        {
            return;
        }

        using var environment = await LocalEnvironment.OpenAsync(_folder, "local", [], TimeSpan.Zero, TimeProvider.System, default);
        await AppendAsync(environment);
        var state = Path.Combine(_folder, ".weir", "local", "state.db");
        File.Move(state, state + ".old");
        if (isReplaced)
        {
            File.Copy(state + ".old", state);
        }

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => AppendAsync(environment));
            Assert.Equal("WEIR4006", refused.Failure.Code);
        }

        Assert.Equal(isReplaced, File.Exists(state));
    }

    [Fact]
    public void A_deleted_warehouse_takes_nothing_more_and_is_not_made_again()
    {
        if (!FileStatus.IsKnown)
        {
            return;
        }

        var file = Path.Combine(_folder, "warehouse.db");
        using var store = DuckDbStore.Open(file);
        using var rental = store.Rent();
        rental.Execute("BEGIN TRANSACTION");
        rental.Execute("CREATE TABLE t (n INTEGER)");
        File.Delete(file);

        Assert.Equal("WEIR4006", Assert.Throws<UnavailableException>(rental.Commit).Failure.Code);
        Assert.Equal("WEIR4006", Assert.Throws<UnavailableException>(store.Rent).Failure.Code);
        Assert.False(File.Exists(file));
    }

    private static Task AppendAsync(LocalEnvironment environment) => environment.Events.AppendAsync(
        [new RoutedEvent(new Event { Id = EventId.New(TimeProvider.System), Type = "tick", Time = DateTimeOffset.UnixEpoch }, [])], default);
}
