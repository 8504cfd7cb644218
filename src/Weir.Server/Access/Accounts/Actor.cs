namespace Weir.Server.Access.Accounts;

/// <summary>Who does something, as the audit log names them.</summary>
/// <param name="Who">Their name.</param>
/// <param name="From">From where: an address, or <c>this machine</c>.</param>
internal sealed record Actor(string Who, string From)
{
    public const string ThisMachine = "this machine";

    /// <summary>This machine's user at the command line.</summary>
    public static Actor Owner { get; } = new(Caller.Owner.Name, ThisMachine);
}
