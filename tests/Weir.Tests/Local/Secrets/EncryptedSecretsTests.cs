using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Local.Secrets;
using Weir.Secrets;
using Weir.Tenants;

namespace Weir.Tests.Local.Secrets;

public sealed class EncryptedSecretsTests : IDisposable
{
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-secrets-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    private string File => Path.Combine(_folder, "secrets", "prod.enc");

    private string Key => Path.Combine(_folder, "secrets", "prod.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_set_is_found_by_whoever_has_the_file_open_and_is_not_in_it()
    {
        var secrets = WithKey();
        var other = Open();
        Assert.Null(other.Find(Name("db-password")));

        await secrets.SetAsync(Name("DB_PASSWORD"), " hunter2\n€ ", default);
        Assert.Equal(" hunter2\n€ ", other.Find(Name("db-password")));
        await secrets.SetAsync(Name("db-password"), "other", default);
        await secrets.SetAsync(Name("api"), "token", default);

        Assert.Equal("other", other.Find(Name("db-password")));
        Assert.Equal(["api", "db-password"], other.List().Select(name => name.Text));
        Assert.DoesNotContain("other", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        await other.RemoveAsync(Name("api"), default);
        Assert.Null(secrets.Find(Name("api")));
        Assert.Equal("WEIR6810", (await Assert.ThrowsAsync<RefusedException>(() => secrets.RemoveAsync(Name("api"), default))).Failure.Code);
    }

    [Fact]
    public async Task The_same_value_is_never_encrypted_to_the_same_bytes()
    {
        var secrets = WithKey();
        await secrets.SetAsync(Name("a"), "same", default);
        var first = await System.IO.File.ReadAllTextAsync(File);
        await secrets.SetAsync(Name("a"), "same", default);

        Assert.NotEqual(first, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Any_change_of_the_file_is_told_and_no_value_comes_of_it()
    {
        var secrets = WithKey();
        await secrets.SetAsync(Name("a"), "hunter2", default);
        var text = await System.IO.File.ReadAllTextAsync(File);
        for (var at = 0; at < text.Length - 1; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                await System.IO.File.WriteAllTextAsync(File, text[..at] + (text[at] == 'b' ? 'c' : 'b') + text[(at + 1)..]);
                try
                {
                    Assert.NotEqual("hunter2", Open().Find(Name("a")));
                }
                catch (RefusedException refused)
                {
                    Assert.True(refused.Failure.Code is "WEIR6806" or "WEIR6807", refused.Failure.Code);
                    Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task What_is_moved_to_another_name_or_environment_is_not_taken()
    {
        var secrets = WithKey();
        await secrets.SetAsync(Name("a"), "hunter2", default);
        var text = await System.IO.File.ReadAllTextAsync(File);
        await System.IO.File.WriteAllTextAsync(File, text.Replace("\na ", "\nb ", StringComparison.Ordinal));
        Assert.Equal("WEIR6807", CodeOf(() => Open().Find(Name("b"))));

        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder, "secrets", "test.enc"), text);
        System.IO.File.Copy(Key, Path.Combine(_folder, "secrets", "test.key"));
        Assert.Equal("WEIR6807", CodeOf(() => Open("test").Find(Name("a"))));
    }

    [Fact]
    public async Task A_key_is_wanted_that_is_the_right_one_and_nobody_elses()
    {
        Assert.Equal("WEIR6804", (await Assert.ThrowsAsync<RefusedException>(() => Open().SetAsync(Name("a"), "hunter2", default))).Failure.Code);
        var secrets = WithKey();
        await secrets.SetAsync(Name("a"), "hunter2", default);
        Assert.Equal("WEIR6811", CodeOf(() => secrets.MakeKey()));

        _variables["WEIR_SECRETS_KEY"] = SecretKey.Random().Write();
        Assert.Equal("WEIR6806", CodeOf(() => Open().Find(Name("a"))));
        _variables["WEIR_SECRETS_KEY"] = "no key";
        Assert.Equal("WEIR6805", CodeOf(() => Open().Find(Name("a"))));
        _variables["WEIR_SECRETS_KEY"] = await System.IO.File.ReadAllTextAsync(Key);
        System.IO.File.Move(Key, Key + ".moved");
        Assert.Equal("hunter2", Open().Find(Name("a")));

        _variables.Clear();
        Assert.Equal("WEIR6804", CodeOf(() => Open().Find(Name("a"))));
        _variables["WEIR_SECRETS_KEY_FILE"] = "secrets/prod.key.moved";
        Assert.Equal("hunter2", Open().Find(Name("a")));
    }

    [Fact]
    public async Task A_key_file_is_its_owners_alone_and_git_does_not_take_it()
    {
        var secrets = WithKey();
        await secrets.SetAsync(Name("a"), "hunter2", default);
        Assert.Equal("*.key\n", await System.IO.File.ReadAllTextAsync(Path.Combine(_folder, "secrets", ".gitignore")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Key));
            System.IO.File.SetUnixFileMode(Key, ReadByAll);
            Assert.Equal("WEIR6805", CodeOf(() => Open().Find(Name("a"))));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("weir-secrets 2 0123456789abcdef\n")]
    [InlineData("weir-secrets 1 0123456789abcdef\na b c\n")]
    [InlineData("weir-secrets 1 0123456789abcdef\na AAAA\nA AAAA\n")]
    [InlineData("weir-secrets 1 0123456789abcdef\na !\n")]
    public async Task A_damaged_file_is_told(string text)
    {
        WithKey();
        await System.IO.File.WriteAllTextAsync(File, text);

        Assert.Equal("WEIR6807", CodeOf(() => Open().List()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    public async Task A_value_is_neither_empty_nor_without_end(int length) =>
        Assert.Equal("WEIR6809", (await Assert.ThrowsAsync<RefusedException>(() => WithKey().SetAsync(Name("a"), new string('x', length), default))).Failure.Code);

    [Fact]
    public async Task Many_that_set_secrets_at_once_lose_none()
    {
        var secrets = WithKey();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Open().SetAsync(Name($"s{number}"), $"value {number}", default))));

        Assert.Equal(20, secrets.List().Count);
        Assert.All(Enumerable.Range(0, 20), number => Assert.Equal($"value {number}", secrets.Find(Name($"s{number}"))));
    }

    [Fact]
    public async Task Sources_are_asked_in_order_and_a_tenants_own_secret_goes_first()
    {
        var secrets = WithKey();
        await secrets.SetAsync(Name("db-password"), "of all", default);
        await secrets.SetAsync(Name("acme-db-password"), "of acme", default);
        await secrets.SetAsync(Name("legacy"), "of globex", default);
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder, ".env"), "ONLY_HERE=local\n");
        var masks = new Masks();
        var finder = new SecretFinder(
            "prod", [new VariableSecrets(name => _variables.GetValueOrDefault(name)), Open(), new DotEnvSecrets(_folder, "prod")], masks);
        var acme = new TenantDefinition { Name = "acme" };
        var globex = new TenantDefinition { Name = "globex", SecretNames = new Dictionary<SecretName, SecretName> { [Name("db-password")] = Name("legacy") } };

        Assert.Equal("of all", finder.For(null).Get("db-password"));
        Assert.Equal("of acme", finder.For(acme).Get("DB_PASSWORD"));
        Assert.Equal("of globex", finder.For(globex).Get("db-password"));
        Assert.Equal("of all", finder.For(new TenantDefinition { Name = "other" }).Get("db-password"));
        _variables["WEIR_SECRET_DB_PASSWORD"] = "of the variable";
        Assert.Equal("of the variable", finder.For(null).Get("db-password"));
        Assert.Equal("***", masks.Hide("of the variable"));

        Assert.Equal("WEIR6802", CodeOf(() => finder.For(null).Get("only-here")));
        var missing = Assert.Throws<RefusedException>(() => finder.For(acme).Get("nowhere")).Failure;
        Assert.Equal("WEIR6801", missing.Code);
        Assert.Contains("'acme-nowhere' or 'nowhere'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("WEIR_SECRET_ACME_NOWHERE, secrets/prod.enc", missing.Message, StringComparison.Ordinal);
        Assert.Contains("weir secret set acme-nowhere --env prod", missing.Hint, StringComparison.Ordinal);
    }

    private static SecretName Name(string text) => SecretName.TryParse(text, out var name) ? name : throw new ArgumentException(text);

    private static string CodeOf(Func<object?> act) => Assert.Throws<RefusedException>(act).Failure.Code;

    private EncryptedSecrets WithKey()
    {
        var secrets = Open();
        secrets.MakeKey();
        return secrets;
    }

    private EncryptedSecrets Open(string environment = "prod") => new(_folder, environment, name => _variables.GetValueOrDefault(name), TimeProvider.System);
}
