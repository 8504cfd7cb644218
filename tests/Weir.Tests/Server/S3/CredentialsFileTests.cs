using System.Net;
using System.Net.Sockets;

using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.S3;
using Weir.Server.S3.Keys;

namespace Weir.Tests.Server.S3;

public sealed class CredentialsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-keys-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "credentials");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pair_is_made_once_and_only_its_owner_may_read_it()
    {
        var made = CredentialsFile.Open(_folder);
        made.Save("http://127.0.0.1:9710");
        var again = CredentialsFile.Open(_folder);
        again.Save("http://127.0.0.1:9711");

        Assert.True(made.IsNew);
        Assert.False(again.IsNew);
        Assert.Equal(made.Pairs, again.Pairs);
        Assert.Equal(9711, CredentialsFile.Open(_folder).Port);
        Assert.Equal(made.Pairs[0].Id, made.Pairs[0].ToString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public void Every_pair_of_the_file_may_sign_and_what_else_stands_in_it_stays()
    {
        File.WriteAllText(Path, "# mine\n[default]\naws_access_key_id = A\naws_secret_access_key = s=1\n[other]\naws_access_key_id=B\naws_secret_access_key=t\n");

        var opened = CredentialsFile.Open(_folder);
        opened.Save("http://127.0.0.1:1");

        Assert.Equal([new AccessKey("A", "s=1") { Name = "default" }, new AccessKey("B", "t") { Name = "other" }], opened.Pairs);
        Assert.Equal(
            "# mine\n[default]\nendpoint_url = http://127.0.0.1:1\naws_access_key_id = A\naws_secret_access_key = s=1\n[other]\naws_access_key_id=B\naws_secret_access_key=t\n",
            File.ReadAllText(Path));
    }

    [Fact]
    public void A_pair_and_a_token_share_the_file()
    {
        var token = OwnerToken.Open(_folder);
        token.Save("http://127.0.0.1:7475");
        var made = CredentialsFile.Open(_folder);
        made.Save("http://127.0.0.1:9710");
        OwnerToken.Open(_folder).Save("http://127.0.0.1:7476");

        Assert.True(made.IsNew);
        Assert.Equal(made.Pairs, CredentialsFile.Open(_folder).Pairs);
        Assert.Equal(9710, CredentialsFile.Open(_folder).Port);
        var again = OwnerToken.Open(_folder);
        Assert.Equal(token.Secret, again.Secret);
        Assert.Equal(7476, again.Port);
        Assert.True(again.Is(token.Secret));
        Assert.False(again.Is(token.Secret[..^1]));
        Assert.DoesNotContain(token.Secret, again.ToString(), StringComparison.Ordinal);
        Assert.Equal(["weir", "default"], File.ReadLines(Path).Where(line => line.StartsWith('[')).Select(line => line.Trim('[', ']')));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public void The_address_goes_to_the_pair_and_not_to_a_section_behind_it()
    {
        File.WriteAllText(Path, "[mine]\naws_access_key_id = A\naws_secret_access_key = s\n[weir]\ntoken = t\n");

        CredentialsFile.Open(_folder).Save("http://127.0.0.1:1");

        Assert.Equal("[mine]\nendpoint_url = http://127.0.0.1:1\naws_access_key_id = A\naws_secret_access_key = s\n[weir]\ntoken = t\n", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("[default]\naws_access_key_id = A\n")]
    [InlineData("[default]\naws_secret_access_key = A\n")]
    public void A_file_without_a_whole_pair_is_refused(string text)
    {
        File.WriteAllText(Path, text);

        Assert.Equal("WEIR7302", Assert.Throws<RefusedException>(() => CredentialsFile.Open(_folder).Pairs).Failure.Code);
    }

    [Fact]
    public void A_port_that_is_taken_is_passed_over_unless_it_was_asked_for()
    {
        using var first = S3Port.Listen(0, null);
        var taken = ((IPEndPoint)first.LocalEndPoint!).Port;

        using Socket other = S3Port.Listen(null, before: taken);

        Assert.NotEqual(taken, ((IPEndPoint)other.LocalEndPoint!).Port);
        Assert.Equal("WEIR7301", Assert.Throws<RefusedException>(() => S3Port.Listen(taken, null)).Failure.Code);
    }
}
