using Weir.Cli.Commands;
using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli;

/// <summary>Puts the command line together.</summary>
internal static class House
{
    public static CommandLine CommandLineOn(Terminal terminal)
    {
        var common = new CommonOptions(terminal.CurrentDirectory);

        // The demo types the other commands, so it is given the command line that it belongs to.
        CommandLine? line = null;
        line = new CommandLine(CommandsOn(terminal, common, (typed, token) => line!.RunAsync(typed, token)), common, terminal);
        return line;
    }

    public static CommandTree CommandsOn(
        Terminal terminal, CommonOptions common, Func<IReadOnlyList<string>, CancellationToken, Task<int>> run)
    {
        var access = new EnvironmentAccess(terminal.Masks, terminal.Time);
        return new CommandTree(common,
        [
            new("Projects",
            [
                new DemoCommand(terminal, run),
                new InitCommand(terminal),
                new UpCommand(terminal, common),
                new ValidateCommand(terminal, common),
                new GraphCommand(terminal, common),
                new SchemaCommand(terminal),
            ]),
            new("Pipelines",
            [
                new RunCommand(terminal, common, access),
                new RerunCommand(terminal, common, access),
                new PublishCommand(terminal, common, access),
            ]),
            new("Objects",
            [
                new PutCommand(terminal, common, access),
                new GetCommand(terminal, common, access),
                new LsCommand(terminal, common, access),
                new RmCommand(terminal, common, access),
            ]),
            new("Datasets",
            [
                new DatasetCreateCommand(terminal, common, access),
                new DatasetListCommand(terminal, common, access),
                new DatasetShowCommand(terminal, common, access),
                new DatasetDeleteCommand(terminal, common, access),
            ]),
            new("Tables",
            [
                new TablesCommand(terminal, common, access),
                new TableCommand(terminal, common, access),
                new QueryCommand(terminal, common, access),
                new ExportCommand(terminal, common, access),
                new LoadsCommand(terminal, common, access),
                new TestCommand(terminal, common, access),
                new UnloadCommand(terminal, common, access),
                new CompactCommand(terminal, common, access),
                new ReloadCommand(terminal, common, access),
                new BackfillCommand(terminal, common, access),
                new QuarantineCommand(terminal, common, access),
                new ReconcileCommand(terminal, common, access),
            ]),
            new("Functions",
            [
                new FunctionListCommand(terminal, common),
                new FunctionBuildCommand(terminal, common),
                new FunctionInvokeCommand(terminal, common),
            ]),
            new("Who may do what",
            [
                new OpenCommand(terminal, common, access),
                new UserAddCommand(terminal, common, access),
                new UserListCommand(terminal, common, access),
                new UserRmCommand(terminal, common, access),
                new UserPasswordCommand(terminal, common, access),
                new TokenCreateCommand(terminal, common, access),
                new TokenListCommand(terminal, common, access),
                new TokenRevokeCommand(terminal, common, access),
                new AuditCommand(terminal, common, access),
            ]),
            new("Secrets",
            [
                new SecretSetCommand(terminal, common),
                new SecretListCommand(terminal, common),
                new SecretRmCommand(terminal, common),
                new SecretKeyCommand(terminal, common),
                new SecretScanCommand(terminal, common),
                new SecretHookCommand(terminal),
            ]),
            new("What happened",
            [
                new EventsCommand(terminal, common, access),
                new RunsCommand(terminal, common, access),
                new ShowCommand(terminal, common, access),
                new ApprovalsCommand(terminal, common, access),
                .. RunWordCommand.All(terminal, common, access),
                new SchedulesCommand(terminal, common, access),
                .. SchedulePauseCommand.Both(terminal, common, access),
                new ScheduleRunCommand(terminal, common, access),
                new LogsCommand(terminal, common, access),
                new DeadLettersCommand(terminal, common, access),
                new AlarmsCommand(terminal, common, access),
            ]),
        ]);
    }
}
