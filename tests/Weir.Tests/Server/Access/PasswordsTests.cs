using Weir.Server.Access.Accounts;

namespace Weir.Tests.Server.Access;

/// <summary>What is kept of passwords.</summary>
public sealed class PasswordsTests
{
    [Fact]
    public void A_password_is_known_again_by_what_is_kept_which_tells_nothing_of_it()
    {
        var passwords = new Passwords();

        var kept = passwords.Hash("correct horse battery");

        Assert.StartsWith("pbkdf2-sha512$220000$", kept, StringComparison.Ordinal);
        Assert.NotEqual(kept, passwords.Hash("correct horse battery"));
        Assert.True(passwords.Is(kept, "correct horse battery"));
        Assert.False(passwords.Is(kept, "correct horse batterz"));
        Assert.False(passwords.Is(null, "correct horse battery"));
        Assert.False(passwords.Is(null, ""));
    }

    [Fact]
    public void What_was_kept_in_another_way_is_still_known_and_to_be_renewed()
    {
        var before = new Passwords(1_000).Hash("correct horse battery");
        var today = new Passwords(2_000);

        Assert.True(today.Is(before, "correct horse battery"));
        Assert.True(today.IsOutdated(before));
        Assert.False(today.IsOutdated(today.Hash("x")));
    }
}
