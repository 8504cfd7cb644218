using System.Globalization;

using Weir.Buckets;
using Weir.Failures;
using Weir.Local;
using Weir.Local.Objects;
using Weir.Local.Sqlite;

namespace Weir.Tests.Local.Objects;

/// <summary>What a watched folder takes for a change: another content, whatever size and times say, and nothing else.</summary>
public sealed class FolderChangesTests : InboxTests
{
    private static readonly DateTime Written = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("moved", false)]
    [InlineData("moved", true)]
    [InlineData("edited", false)]
    [InlineData("edited", true)]
    public async Task Another_content_of_the_same_size_and_time_of_writing_lands(string how, bool whileDown)
    {
        if (!FileStatus.IsKnown)
        {
            return;
        }

        Drop("a.json", "1", Written);
        await LandAsync(1);
        if (whileDown)
        {
            await RestartAsync(between: () => Change(how));
        }
        else
        {
            Change(how);
        }

        Assert.Equal(["a.json"], await LandAsync(1));
        Assert.Equal("2", await ReadAsync("a.json"));
    }

    [Fact]
    public async Task A_file_that_was_touched_is_still_the_version_that_landed_and_its_new_looks_are_kept()
    {
        Drop("rights.json", "1", Written);
        Drop("times.json", "2", Written);
        await LandAsync(2);
        var before = (await FindAsync("rights.json"), await FindAsync("times.json"));

        await RestartAsync(between: () =>
        {
            new FileInfo(In("rights.json")).IsReadOnly = true;
            new FileInfo(In("rights.json")).IsReadOnly = false;
            File.SetLastWriteTimeUtc(In("times.json"), Written.AddDays(1));
        });
        await SettleAsync();

        var after = (await FindAsync("rights.json"), await FindAsync("times.json"));
        Assert.Equal((before.Item1.Version, before.Item2.Version), (after.Item1.Version, after.Item2.Version));
        Assert.Equal((Looks("rights.json"), Looks("times.json")), (after.Item1.Location, after.Item2.Location));
    }

    [Fact]
    public async Task A_file_that_landed_before_looks_were_kept_is_read_once_more_and_lands_only_if_it_is_another()
    {
        Drop("same.json", "1", Written);
        Drop("other.json", "2", Written);
        await LandAsync(2);
        var same = await FindAsync("same.json");
        await RestartAsync(between: () =>
        {
            Execute($"UPDATE objects SET location = '{Written.Ticks.ToString(CultureInfo.InvariantCulture)}'");
            Drop("other.json", "3", Written);
        });

        Assert.Equal(FileStatus.IsKnown ? ["other.json"] : [], await LandAsync(FileStatus.IsKnown ? 1 : 0));
        await SettleAsync();

        Assert.Equal(same, await FindAsync("same.json"));
    }

    [Fact]
    public async Task What_is_put_through_weir_is_known_by_its_looks_once_it_has_its_name()
    {
        await PutAsync("a.json", "1");

        Assert.Equal(Looks("a.json"), (await FindAsync("a.json")).Location);
    }

    [Fact]
    public async Task A_large_version_whose_file_was_replaced_by_one_of_the_same_size_and_time_is_refused()
    {
        if (!FileStatus.IsKnown)
        {
            return;
        }

        Drop("large.json", new string('x', 1_000_000), Written);
        await LandAsync(1);
        var large = await FindAsync("large.json");

        Drop("large.json", new string('y', 1_000_000), Written);

        Assert.Equal("WEIR3004", Assert.Throws<RefusedException>(() => Open(large)).Failure.Code);
    }

    [Fact]
    public async Task A_file_that_was_touched_is_removed_and_one_that_was_changed_is_not()
    {
        Drop("touched.json", "1", Written);
        Drop("changed.json", "2", Written);
        await LandAsync(2);
        var touched = await FindAsync("touched.json");
        File.SetLastWriteTimeUtc(In("touched.json"), Written.AddDays(1));
        Drop("changed.json", "3", Written.AddDays(1));

        Assert.True(await Opened.Objects.RemoveAsync(touched, default));
        await Opened.Objects.RemoveAsync([new ObjectName("inbox", "changed.json")], default);

        Assert.Equal([In("changed.json")], Directory.GetFiles(Inbox));
    }

    [Fact]
    public async Task A_version_that_is_not_the_present_one_any_more_does_not_take_the_present_one_with_it()
    {
        await PutAsync("a.json", "1");
        var first = await FindAsync("a.json");
        await PutAsync("a.json", "1");

        Assert.False(await Opened.Objects.RemoveAsync(first, default));
        Assert.Equal("1", await ReadAsync("a.json"));
    }

    private void Change(string how)
    {
        if (how == "moved")
        {
            var other = Path.Combine(Project, "other.json");
            File.WriteAllText(other, "2");
            File.SetLastWriteTimeUtc(other, Written);
            File.Move(other, In("a.json"), overwrite: true);
        }
        else
        {
            Drop("a.json", "2", Written);
        }
    }

    private void Drop(string name, string content, DateTime written)
    {
        Drop(name, content);
        File.SetLastWriteTimeUtc(In(name), written);
    }

    private string In(string name) => Path.Combine(Inbox, name);

    private string Looks(string name) => FolderBucket.Location(FileFacts.Of(In(name))!.Value);

    private void Execute(string sql)
    {
        using var database = Database.Open(Path.Combine(Project, ".weir", "local", "state.db"), readOnly: false);
        database.Execute(sql);
    }
}
