using Weir.Cli.Terminals;

namespace Weir.Tests.Cli.Invocation;

/// <summary>Output that goes nowhere, as on a full disk, is told.</summary>
public sealed class FullOutputTests
{
    [Theory]
    [InlineData("ls")]
    [InlineData("--help")]
    [InlineData("query", "SELECT repeat('x', 100) FROM range(10000)")]
    [InlineData("validate", "--json")]
    public async Task A_command_whose_output_finds_no_room_fails_with_the_reason(params string[] call)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var project = new CliProject();
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var errors = new MemoryStream();
        using var terminal = new Terminal(Stream.Null, full, errors) { CurrentDirectory = project.Folder };

        var exitCode = await Weir.Cli.House.CommandLineOn(terminal).RunAsync(call, CancellationToken.None);

        var told = System.Text.Encoding.UTF8.GetString(errors.ToArray());
        Assert.Equal(1, exitCode);
        Assert.StartsWith("WEIR1008 The output cannot be written: ", told, StringComparison.Ordinal);
        Assert.Equal(2, told.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Errors_that_find_no_room_leave_the_exit_code_as_it_is()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var project = new CliProject();
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var terminal = new Terminal(Stream.Null, full, full) { CurrentDirectory = project.Folder };

        Assert.Equal(2, await Weir.Cli.House.CommandLineOn(terminal).RunAsync(["lss"], CancellationToken.None));
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_is_no_failure()
    {
        using var project = new CliProject();
        using var query = project.Start("query", "SELECT repeat('x', 100) FROM range(100000)", "--format", "csv");
        await query.ReadUntilAsync("xxx");

        query.CloseOutput();

        var ended = await query.WhenEndedAsync();
        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
    }
}
