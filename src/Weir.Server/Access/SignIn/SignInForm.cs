using Weir.Failures;

namespace Weir.Server.Access.SignIn;

/// <summary>What somebody is asked who is to say who they are.</summary>
/// <param name="HasUsers">Whether there are names and passwords; tokens always are.</param>
/// <param name="To">Where to go on.</param>
internal sealed record SignInForm(bool HasUsers, string To)
{
    /// <summary>With which status it is asked.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The name that was tried before; empty when none was.</summary>
    public string Name { get; init; } = "";

    /// <summary>What went wrong before; nothing when null.</summary>
    public Failure? Wrong { get; init; }
}
