using System.Text;

using Weir.Failures;
using Weir.Projects;

namespace Weir.Local.Secrets;

/// <summary>Where the key of an environment's secrets is: in <c>WEIR_SECRETS_KEY</c>, else in a file beside them that others cannot read.</summary>
/// <param name="project">The project's folder.</param>
/// <param name="environment">The environment, by name.</param>
/// <param name="valueOf">Gives the value of a variable; none when it is not set.</param>
internal sealed class SecretKeys(string project, string environment, Func<string, string?> valueOf)
{
    private const string Variable = "WEIR_SECRETS_KEY";
    private const string FileVariable = "WEIR_SECRETS_KEY_FILE";
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _own = Path.Combine(project, SecretFile.Folder, environment + ".key");

    /// <summary>The key.</summary>
    /// <exception cref="RefusedException">WEIR6804: there is none. WEIR6805: it is none, or others can read it.</exception>
    /// <exception cref="UnavailableException">WEIR6808: it cannot be read.</exception>
    public SecretKey Find()
    {
        if (valueOf(Variable) is { Length: > 0 } text)
        {
            return SecretKey.Parse(text) ?? throw NoKey($"What {Variable} has is no key");
        }

        var file = valueOf(FileVariable) is { Length: > 0 } said ? Path.GetFullPath(said, project) : _own;
        if (!File.Exists(file))
        {
            throw new RefusedException(new Failure(
                "WEIR6804",
                $"There is no key for the secrets of the environment '{environment}': {Variable} is not set, and there is no file {Shown(file)}.",
                $"Get it from whoever made it, or make one with 'weir secret key{(environment == EnvironmentDefinition.Local ? "" : $" --env {environment}")}' when there are no secrets yet."));
        }

        try
        {
            CheckRights(file);
            return SecretKey.Parse(File.ReadAllText(file)) ?? throw NoKey($"What {Shown(file)} has is no key");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(new Failure("WEIR6808", $"The key file {Shown(file)} cannot be read: {refused.Message}", "Check the file's rights."), refused);
        }
    }

    /// <summary>Makes a key, in a file that only its owner can read and that git does not take.</summary>
    /// <returns>The file, from the project's folder.</returns>
    /// <exception cref="RefusedException">WEIR6811: there is one already.</exception>
    public string Make()
    {
        if (File.Exists(_own))
        {
            throw new RefusedException(new Failure(
                "WEIR6811", $"There is a key already: {Shown(_own)}.", "Keep it: without it nobody can read the secrets that were set with it."));
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_own)!);
            var ignored = Path.Combine(Path.GetDirectoryName(_own)!, ".gitignore");
            if (!File.Exists(ignored) || !File.ReadLines(ignored).Contains("*.key"))
            {
                File.AppendAllText(ignored, "*.key\n");
            }

            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Own;
            }

            using var file = new FileStream(_own, options);
            file.Write(Encoding.ASCII.GetBytes(SecretKey.Random().Write() + "\n"));
            file.Flush(flushToDisk: true);
            return Shown(_own);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(
                new Failure("WEIR6808", $"The key file {Shown(_own)} cannot be written: {refused.Message}", "Check the disk and the folder's rights."), refused);
        }
    }

    private void CheckRights(string file)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~(Own | UnixFileMode.UserExecute)) != 0)
        {
            throw new RefusedException(new Failure(
                "WEIR6805", $"The key file {Shown(file)} can be read by others than its owner.", $"Run: chmod 600 {Shown(file)}"));
        }
    }

    private static RefusedException NoKey(string what) =>
        new(new Failure("WEIR6805", $"{what}: a key is 32 bytes in base64.", "'weir secret key' makes one."));

    private string Shown(string file) => Path.GetRelativePath(project, file) is var path && !path.StartsWith("..", StringComparison.Ordinal) ? path : file;
}
