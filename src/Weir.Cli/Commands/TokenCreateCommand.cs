using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Server.Access.Accounts;

namespace Weir.Cli.Commands;

/// <summary><c>weir token create NAME</c>.</summary>
internal sealed class TokenCreateCommand : OperationsCommand
{
    private readonly Argument<string> _name = Accounts.Name("token");
    private readonly Option<string> _role = Accounts.Role();
    private readonly Option<string[]> _tenants = Accounts.Tenants();
    private readonly Option<TimeSpan?> _expires = Accounts.Expires();

    private readonly Option<bool> _s3 = new("--s3")
    {
        Description = "Makes a pair of keys for S3 clients instead, which reaches the objects of one --tenant alone.",
    };

    public TokenCreateCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("create", "Makes a token with which a program uses the API, and prints it: once, as only its hash is kept.", terminal, common, access)
    {
        Group = Accounts.Tokens;
        Synopsis = "NAME";
        Remarks = "Standard output has the token alone, so that it can go straight to where it is to be kept. Programs send it as 'Authorization: Bearer TOKEN'.";
        Examples =
        [
            new("weir token create ci --role operator --expires 90d > ci.token", "for three months"),
            new("weir token create portal --role operator --tenant acme", "for what is acme's alone"),
            new("weir token create acme-upload --s3 --tenant acme", "keys for S3 clients, which are put into the credentials file as well"),
        ];
        Arguments.Add(_name);
        Options.Add(_role);
        Options.Add(_tenants);
        Options.Add(_expires);
        Options.Add(_s3);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        if (call.GetValue(_s3))
        {
            return await CreatePairAsync(call, opened, cancellationToken);
        }

        DateTimeOffset? end = call.GetValue(_expires) is { } life ? Terminal.Time.GetUtcNow() + life : null;
        var made = await opened.Accounts.CreateTokenAsync(
            new TokenOrder(call.GetRequiredValue(_name), call.GetRequiredValue(_role), Accounts.TenantsOf(call, _tenants), end), cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, made, AccountsJson.Default.MadeToken);
            return ExitCodes.Fine;
        }

        Terminal.Error.WriteLine(
            $"{Terminal.ErrorInk.Green("created")} {made.Name} ({Accounts.Rights(made.Role, made.Tenants)}), {(end is null ? "until it is revoked" : $"until {end:yyyy-MM-dd HH:mm} UTC")}. Nobody can show it again:");
        Terminal.Out.WriteLine(made.Token);
        return ExitCodes.Fine;
    }

    private async Task<int> CreatePairAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        if (call.GetValue(_tenants) is not [var tenant] || call.GetResult(_expires) is not null || call.GetResult(_role) is { Implicit: false })
        {
            throw new RefusedException(new Failure(
                "WEIR7421", "Keys for S3 reach one tenant's objects, to read and to write, until they are revoked.", "Call it with --s3 --tenant TENANT, without --role and --expires."));
        }

        var made = await opened.Accounts.CreatePairAsync(new PairOrder(call.GetRequiredValue(_name), tenant), cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, made, AccountsJson.Default.MadePair);
            return ExitCodes.Fine;
        }

        Terminal.Error.WriteLine($"{Terminal.ErrorInk.Green("created")} {made.Name} (S3 for {made.Tenant}), the profile {made.Name} in {made.File}:");
        Terminal.Out.WriteLine($"AWS_ACCESS_KEY_ID={made.AccessKeyId}");
        Terminal.Out.WriteLine($"AWS_SECRET_ACCESS_KEY={made.SecretAccessKey}");
        return ExitCodes.Fine;
    }
}
