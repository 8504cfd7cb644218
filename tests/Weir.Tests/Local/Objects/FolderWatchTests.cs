using System.Diagnostics;
using System.Text;

using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Local.Objects;

namespace Weir.Tests.Local.Objects;

/// <summary>What <see cref="IObjectWatch"/> promises, on a real folder.</summary>
public sealed class FolderWatchTests : InboxTests
{
    [Fact]
    public async Task Files_that_lie_there_at_the_start_are_given_out()
    {
        Drop("a.json", "{}");
        Drop("deep/er/b.csv", "x,y");

        Assert.Equal(["a.json", "deep/er/b.csv"], await LandAsync(2));
        Assert.Equal("x,y", await ReadAsync("deep/er/b.csv"));
    }

    [Fact]
    public async Task A_file_that_is_dropped_later_is_given_out_with_what_identifies_it()
    {
        var next = NextAsync();
        Drop("a.json", "{}");

        var given = Assert.Single(await next);
        Assert.Equal((new ObjectName("inbox", "a.json"), 2), (given.Name, given.Size));
        Assert.Equal("99914b932bd37a50b983c5e7c90ae93b", given.ETag);
    }

    [Fact]
    public async Task A_folder_of_files_that_is_moved_here_is_given_out()
    {
        var outside = Directory.CreateDirectory(Path.Combine(Project, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "a.json"), "1");
        await File.WriteAllTextAsync(Path.Combine(outside, "b.json"), "2");
        var landing = LandAsync(2);

        Directory.Move(outside, Path.Combine(Inbox, "day"));

        Assert.Equal(["day/a.json", "day/b.json"], await landing);
    }

    [Fact]
    public async Task A_file_that_is_being_written_waits_until_its_writer_is_done()
    {
        var path = Path.Combine(Inbox, "slow.json");
        await using (var writing = File.OpenWrite(path))
        {
            await writing.WriteAsync("[1,"u8.ToArray());
            await writing.FlushAsync();
            File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            Drop("other.json", "{}");
            Assert.Equal(["other.json"], await LandAsync(1));
            await writing.WriteAsync("2]"u8.ToArray());
        }

        Assert.Equal(5, Assert.Single(await NextAsync()).Size);
    }

    [Fact]
    public async Task A_file_that_is_written_again_lands_again_and_only_then()
    {
        Drop("a.json", "1");
        await LandAsync(1);
        var next = NextAsync();
        Drop("b.json", "2");
        Assert.Equal("b.json", Assert.Single(await next).Name.Key);

        Drop("a.json", "longer");

        var given = new List<StoredObject>();
        while (given.All(stored => stored.Name.Key != "a.json"))
        {
            given.AddRange(await NextAsync());
        }

        Assert.Equal(6, given[^1].Size);
    }

    [Fact]
    public async Task What_was_given_out_but_not_appended_is_given_out_again_also_after_a_restart()
    {
        Drop("a.json", "1");

        Assert.Equal("a.json", Assert.Single(await NextAsync()).Name.Key);
        Assert.Equal("a.json", Assert.Single(await NextAsync()).Name.Key);
        await RestartAsync();
        Assert.Equal(["a.json"], await LandAsync(1));
    }

    [Fact]
    public async Task After_a_restart_only_what_came_or_changed_in_the_meantime_is_given_out()
    {
        Drop("same.json", "1");
        Drop("changed.json", "2");
        await LandAsync(2);
        Opened.Dispose();
        Drop("changed.json", "22");
        Drop("new.json", "3");
        await OpenAsync();

        Assert.Equal(["changed.json", "new.json"], await LandAsync(2));
    }

    [Fact]
    public async Task A_file_that_is_deleted_is_not_found_any_more()
    {
        Drop("a.json", "1");
        Drop("day/b.json", "2");
        Drop("c.json", "3");
        await LandAsync(3);
        File.Delete(Path.Combine(Inbox, "a.json"));
        Directory.Delete(Path.Combine(Inbox, "day"), recursive: true);

        await RestartAsync();
        Drop("d.json", "4");
        await LandAsync(1);

        var left = await Opened.Objects.ListAsync("inbox", "", null, 10, default);
        Assert.Equal(["c.json", "d.json"], left.Select(stored => stored.Name.Key));
    }

    [Fact]
    public async Task Temporary_names_are_passed_over_until_they_are_renamed()
    {
        foreach (var name in (string[])[".hidden", "a.tmp", "b.part", "c.crdownload", "~$d.xlsx", ".git/config", "x.tmp/y"])
        {
            Drop(name, "1");
        }

        var next = NextAsync();
        File.Move(Path.Combine(Inbox, "b.part"), Path.Combine(Inbox, "b.json"));

        Assert.Equal(["b.json"], (await next).Select(stored => stored.Name.Key));
    }

    [Fact]
    public async Task What_is_put_through_weir_is_not_given_out_as_well()
    {
        Drop("first.json", "0");
        await LandAsync(1);
        var next = NextAsync();
        for (var at = 0; at < 20; at++)
        {
            await PutAsync($"put/{at}.json", "1");
        }

        Drop("last.json", "1");

        Assert.Equal("last.json", Assert.Single(await next).Name.Key);
        Assert.Equal("1", await ReadAsync("put/7.json"));
    }

    [Fact]
    public async Task Links_are_not_followed_out_of_the_folder()
    {
        var secret = Path.Combine(Project, "secret");
        Directory.CreateDirectory(secret);
        await File.WriteAllTextAsync(Path.Combine(secret, "key.json"), "secret");
        Directory.CreateSymbolicLink(Path.Combine(Inbox, "linked"), secret);
        File.CreateSymbolicLink(Path.Combine(Inbox, "link.json"), Path.Combine(secret, "key.json"));
        Drop("a.json", "1");

        Assert.Equal(["a.json"], await LandAsync(1));
        await Assert.ThrowsAsync<RefusedException>(() => Opened.ObjectWriter.StageAsync(
            new ObjectName("inbox", "linked/new.json"), new MemoryStream([1]), default));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_folder_that_takes_the_place_of_the_watched_one_is_watched_instead(bool moved, bool later)
    {
        Drop("a.json", "1");
        await LandAsync(1);
        await SettleAsync();
        var landing = LandAsync(1);

        if (moved)
        {
            Directory.Move(Inbox, Inbox + "-before");
        }
        else
        {
            Directory.Delete(Inbox, recursive: true);
        }

        Assert.True(!later || SpinWait.SpinUntil(() => Opened.Watch.Refused.Count > 0, Patience));
        Directory.CreateDirectory(Inbox);
        Drop("b.json", "2");
        Assert.Equal(["b.json"], await landing);

        // The whole was looked at once; of this one the system has to tell.
        landing = LandAsync(1);
        Drop("c.json", "3");
        Assert.Equal(["c.json"], await landing);
        Assert.Equal(["b.json", "c.json"], (await Opened.Objects.ListAsync("inbox", "", null, 10, default)).Select(stored => stored.Name.Key));
    }

    [Fact]
    public async Task Names_that_are_no_text_are_told_of_until_they_have_others()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await ShellAsync("printf 1 > \"$(printf 'before\\377.json')\"; mkdir \"$(printf 'day\\377')\"; printf 1 > \"$(printf 'day\\377/x.json')\"");
        Drop("a.json", "1");
        Assert.Equal(["a.json"], await LandAsync(1));
        var next = NextAsync();
        Assert.True(SpinWait.SpinUntil(() => Opened.Watch.Refused.Count == 2, Patience));
        Assert.All(Opened.Watch.Refused, failure => Assert.Equal("WEIR3005", failure.Code));

        await ShellAsync("printf 1 > \"$(printf 'later\\377.json')\"");
        Assert.Empty(await next);
        next = NextAsync();
        Assert.True(SpinWait.SpinUntil(
            () => Opened.Watch.Refused is { Count: 3 } refused
                && refused.Any(failure => failure.Message.Contains("later\uFFFD.json", StringComparison.Ordinal)),
            Patience));

        await ShellAsync("mv before* before.json; mv later* later.json; mv day* day");
        var landed = (await next).Select(stored => stored.Name.Key).ToList();
        while (landed.Distinct().Count() < 3)
        {
            landed.AddRange((await NextAsync()).Select(stored => stored.Name.Key));
        }

        Assert.Equal(["before.json", "day/x.json", "later.json"], landed.Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(Opened.Watch.Refused);
    }

    [Fact]
    public async Task A_pipe_holds_nobody_up()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await ShellAsync("mkfifo pipe");

        Drop("a.json", "1");

        Assert.Equal(["a.json"], await LandAsync(1));
        _ = NextAsync();
        Assert.True(SpinWait.SpinUntil(() => Opened.Watch.Refused.Count > 0, Patience));
        Assert.Contains("inbox/pipe", Assert.Single(Opened.Watch.Refused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_whose_file_was_overwritten_is_refused_and_one_that_was_only_touched_is_not()
    {
        Drop("small.json", "12345");
        Drop("large.json", new string('x', 1_000_000));
        await LandAsync(2);
        var small = await FindAsync("small.json");
        var large = await FindAsync("large.json");

        File.SetLastWriteTimeUtc(Path.Combine(Inbox, "small.json"), DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(Path.Combine(Inbox, "large.json"), DateTime.UnixEpoch);
        Assert.Equal(5, Open(small).Length);
        Assert.Equal(1_000_000, Open(large).Length);

        Drop("small.json", "54321");
        Drop("large.json", new string('y', 1_000_000));
        Assert.Equal("WEIR3004", Assert.Throws<RefusedException>(() => Open(small)).Failure.Code);
        Assert.Equal("WEIR3004", Assert.Throws<RefusedException>(() => Open(large)).Failure.Code);
        File.Delete(Path.Combine(Inbox, "small.json"));
        Assert.Equal("WEIR3004", Assert.Throws<RefusedException>(() => Open(small)).Failure.Code);
    }

    [Fact]
    public async Task Many_files_at_once_are_each_given_out_once()
    {
        var landing = LandAsync(1_000);
        for (var at = 0; at < 1_000; at++)
        {
            Drop($"{at % 10}/{at}.json", $"{at}");
        }

        Assert.Equal(1_000, (await landing).Distinct().Count());
        var found = await Opened.Objects.ListAsync("inbox", "", null, 10_000, default);
        Assert.Equal(
            found.Select(stored => ETag.Of(Encoding.UTF8.GetBytes(Path.GetFileNameWithoutExtension(stored.Name.Key)))),
            found.Select(stored => stored.ETag));
    }

    [Fact]
    public async Task It_is_settled_once_all_was_given_out_and_appended()
    {
        Drop("a.json", "1");
        Assert.False(Opened.Watch.IsSettled);
        await LandAsync(1);
        Assert.False(Opened.Watch.IsSettled);

        _ = NextAsync();

        Assert.True(SpinWait.SpinUntil(() => Opened.Watch.IsSettled, Patience));
    }

    private async Task ShellAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = Inbox })!;
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
