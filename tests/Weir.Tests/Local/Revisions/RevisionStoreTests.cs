using System.Security.Cryptography;
using System.Text;

using Weir.Failures;
using Weir.Local.Revisions;

namespace Weir.Tests.Local.Revisions;

/// <summary>Files of revisions, on a real disk.</summary>
public sealed class RevisionStoreTests : IDisposable
{
    private readonly string _project = Directory.CreateTempSubdirectory("weir-project-").FullName;
    private readonly string _environment = Directory.CreateTempSubdirectory("weir-environment-").FullName;

    private string Contents => Path.Combine(_environment, "revisions", "contents");

    public void Dispose()
    {
        Directory.Delete(_project, recursive: true);
        Directory.Delete(_environment, recursive: true);
    }

    [Fact]
    public void A_revision_comes_back_as_it_was_whatever_became_of_the_files()
    {
        var store = Store();
        store.Keep("r1", [Write("weir.yaml", "one"), Write("scripts/a/run.sh", "echo", isExecutable: true)], _project);
        store.Keep("r2", [Write("weir.yaml", "two"), Write("scripts/a/run.sh", "echo", isExecutable: true)], _project);
        Directory.Delete(_project, recursive: true);
        Directory.CreateDirectory(_project);

        var (one, two) = (Store().Copy("r1"), Store().Copy("r2"));

        Assert.Equal("one", File.ReadAllText(Path.Combine(one, "weir.yaml")));
        Assert.Equal("two", File.ReadAllText(Path.Combine(two, "weir.yaml")));
        Assert.Equal("echo", File.ReadAllText(Path.Combine(one, "scripts/a/run.sh")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(Path.Combine(one, "scripts/a/run.sh")).HasFlag(UnixFileMode.UserExecute));
        }

        // A content that several have lies there once.
        Assert.Equal(3, Directory.GetFiles(Contents).Length);
        Assert.True(store.Has("r1"));
        Assert.False(store.Has("r3"));
    }

    [Fact]
    public void A_file_that_was_changed_since_it_was_read_is_not_kept_for_what_it_was()
    {
        var read = Write("weir.yaml", "one");
        Write("weir.yaml", "two");

        var refused = Assert.Throws<RefusedException>(() => Store().Keep("r1", [read], _project));

        Assert.Equal("WEIR7036", refused.Failure.Code);
        Assert.Contains("weir.yaml", refused.Failure.Message, StringComparison.Ordinal);
        Assert.False(Store().Has("r1"));
    }

    [Fact]
    public void A_keeping_that_was_broken_off_is_made_good_by_the_next_one()
    {
        var (yaml, script) = (Write("weir.yaml", "one"), Write("scripts/run.sh", "echo"));
        Directory.CreateDirectory(Contents);
        File.WriteAllText(Path.Combine(Contents, yaml.Sha256), "one");
        File.WriteAllText(Path.Combine(Contents, ".new"), "ec");
        Directory.CreateDirectory(Path.Combine(_environment, "revisions", "copies", "r0-1"));
        var store = Store();
        Assert.False(store.Has("r1"));

        store.Clean();
        store.Keep("r1", [yaml, script], _project);

        Assert.Equal("echo", File.ReadAllText(Path.Combine(store.Copy("r1"), "scripts/run.sh")));
        Assert.Equal(new[] { yaml.Sha256, script.Sha256 }.Order(), Directory.GetFiles(Contents).Select(file => Path.GetFileName(file)).Order());
        Assert.False(Directory.Exists(Path.Combine(_environment, "revisions", "copies", "r0-1")));
    }

    [Fact]
    public void What_builds_wrote_to_say_which_packages_they_took_is_kept_with_the_revision_from_the_next_start_on()
    {
        var store = Store();
        var handler = Write("functions/f/handler.py", "x");
        store.Keep("r1", [handler], _project);

        store.Keep("r1", [handler, Write("functions/f/requirements.lock", "y")], _project);

        Assert.Equal("y", File.ReadAllText(Path.Combine(store.Copy("r1"), "functions/f/requirements.lock")));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("other")]
    public void A_content_that_is_not_what_was_kept_is_told(string how)
    {
        var file = Write("weir.yaml", "one");
        Store().Keep("r1", [file], _project);
        var content = Path.Combine(Contents, file.Sha256);
        if (how == "gone")
        {
            File.Delete(content);
        }
        else
        {
            File.WriteAllText(content, "two");
        }

        var refused = Assert.Throws<RefusedException>(() => Store().Copy("r1"));

        Assert.Equal("WEIR7035", refused.Failure.Code);
        Assert.Contains("weir.yaml", refused.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_environment, "revisions", "copies")));
    }

    [Fact]
    public void With_a_revision_go_the_contents_that_no_other_has()
    {
        var store = Store();
        var shared = Write("scripts/run.sh", "echo");
        var old = Write("weir.yaml", "one");
        store.Keep("r1", [old, shared], _project);
        var current = Write("weir.yaml", "two");
        store.Keep("r2", [current, shared], _project);

        store.Delete(["r1"]);

        Assert.False(store.Has("r1"));
        Assert.Equal(["r2"], store.List().Select(kept => kept.Revision));
        Assert.Equal(new[] { current.Sha256, shared.Sha256 }.Order(), Directory.GetFiles(Contents).Select(file => Path.GetFileName(file)).Order());
        Assert.Equal("two", File.ReadAllText(Path.Combine(store.Copy("r2"), "weir.yaml")));
    }

    [Fact]
    public void Nothing_is_deleted_that_a_list_may_need_which_cannot_be_read()
    {
        var store = Store();
        store.Keep("r1", [Write("weir.yaml", "one")], _project);
        store.Keep("r2", [Write("weir.yaml", "two")], _project);
        File.WriteAllText(Path.Combine(_environment, "revisions", "r2.json"), "{");

        store.Delete(["r1"]);

        Assert.Equal(2, Directory.GetFiles(Contents).Length);
    }

    private RevisionStore Store() => new(_environment, TimeProvider.System);

    private KeptFile Write(string path, string content, bool isExecutable = false)
    {
        var full = Path.Combine(_project, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return new KeptFile(path, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), isExecutable);
    }
}
