using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;

using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Schedules;
using Weir.Server.Access;

namespace Weir.Cli.Commands;

/// <summary>What the commands about users and tokens have in common.</summary>
internal static class Accounts
{
    public const string Users = "user";
    public const string Tokens = "token";

    public static Argument<string> Name(string of) => new("name") { Description = $"The name of the {of}.", HelpName = "NAME" };

    public static Option<string> Role() => new("--role", "-r")
    {
        Description = $"What they may do: {Roles.All}. Each may do what those before it may.",
        HelpName = "ROLE",
        DefaultValueFactory = _ => Roles.NameOf(Weir.Server.Access.Role.Viewer),
    };

    public static Option<string[]> Tenants() => new("--tenant", "-t")
    {
        Description = "Whose share alone they see and work on; may be given several times. Without it, everything.",
        HelpName = "TENANT",
    };

    public static Option<TimeSpan?> Expires() => new("--expires")
    {
        Description = "After how long it ends by itself, such as 12h or 90d. Without it, when it is revoked.",
        HelpName = "DURATION",
        CustomParser = ParseExpires,
    };

    /// <summary>The tenants of a call; none when there is no limit.</summary>
    public static IReadOnlyList<string>? TenantsOf(ParseResult call, Option<string[]> option) => call.GetValue(option) is { Length: > 0 } named ? named : null;

    /// <summary>What somebody may do, in one word or two.</summary>
    public static string Rights(string role, IReadOnlyList<string>? tenants) => tenants is null ? role : $"{role} for {string.Join(", ", tenants)}";

    /// <summary>Asks for a new password, twice and without showing it; or reads it from standard input, where nobody sits.</summary>
    /// <exception cref="RefusedException">WEIR7421: it is none.</exception>
    public static async Task<string> AskPasswordAsync(Terminal terminal, string name, CancellationToken cancellationToken)
    {
        if (terminal.AskHidden is not { } ask)
        {
            using var reader = new StreamReader(terminal.Input, new UTF8Encoding(false), leaveOpen: true);
            return Hidden(terminal, (await reader.ReadToEndAsync(cancellationToken)).TrimEnd('\n', '\r'));
        }

        var password = Hidden(terminal, ask($"password of {name}: "));
        return ask("once more: ") == password
            ? password
            : throw new RefusedException(new Failure("WEIR7421", "The two passwords are not the same.", "Call it again, and type the same one twice."));
    }

    private static string Hidden(Terminal terminal, string password)
    {
        terminal.Masks.Add(password);
        return password;
    }

    private static TimeSpan? ParseExpires(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (DurationText.TryParse(text, out var duration) && duration > TimeSpan.Zero)
        {
            return duration < TimeSpan.FromDays(36_500) ? duration : TimeSpan.FromDays(36_500);
        }

        typed.AddError($"--expires takes a duration such as 12h or 90d, not '{text}'.");
        return null;
    }
}
