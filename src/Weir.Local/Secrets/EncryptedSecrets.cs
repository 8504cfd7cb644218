using System.Text;

using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Secrets;

namespace Weir.Local.Secrets;

/// <summary>Secrets of one environment in an encrypted file, <c>secrets/NAME.enc</c> of the project, which may be committed.</summary>
internal sealed class EncryptedSecrets : ISecretSource
{
    private const int MostBytes = 16 << 20;
    private const int LongestValue = 64 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    private readonly string _environment;
    private readonly string _path;
    private readonly string _shown;
    private readonly string _lock;
    private readonly SecretKeys _keys;
    private readonly KeptText _text;
    private readonly TimeProvider _time;

    /// <param name="project">The project's folder.</param>
    /// <param name="environment">The environment, by name.</param>
    /// <param name="valueOf">Gives the value of a variable; none when it is not set.</param>
    /// <param name="time">The clock.</param>
    public EncryptedSecrets(string project, string environment, Func<string, string?> valueOf, TimeProvider time)
    {
        _time = time;
        _environment = environment;
        _shown = $"{SecretFile.Folder}/{environment}.enc";
        _path = Path.Combine(project, SecretFile.Folder, environment + ".enc");
        _lock = Path.Combine(project, StateFolder.Name, environment, "secrets.lock");
        _keys = new SecretKeys(project, environment, valueOf);
        _text = new KeptText(_path, MostBytes);
    }

    public string PlaceOf(SecretName name) => _shown;

    /// <summary>The names of the secrets in it, in order. No key is needed.</summary>
    /// <exception cref="RefusedException">WEIR6807: it is damaged.</exception>
    public IReadOnlyList<SecretName> List() => Read() is { } file ? [.. file.Entries.Keys.OrderBy(name => name.Text, StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    /// <exception cref="RefusedException">WEIR6804 to WEIR6807: there is no key, or not the right one, or the file was changed.</exception>
    public string? Find(SecretName name)
    {
        if (Read() is not { } file || !file.Entries.TryGetValue(name, out var bytes))
        {
            return null;
        }

        var key = KeyOf(file);
        return key.Open(bytes, SecretFile.LabelOf(_environment, name)) ?? throw new RefusedException(new Failure(
            "WEIR6807",
            $"The secret '{name}' in {_shown} was changed or moved by something else than 'weir secret set'.",
            $"Set it again, or take the file from your version control."));
    }

    /// <summary>Sets a secret.</summary>
    /// <exception cref="RefusedException">WEIR6804 to WEIR6807. WEIR6809: the value is empty or too long.</exception>
    /// <exception cref="UnavailableException">WEIR6808: the disk refuses.</exception>
    public async Task SetAsync(SecretName name, string value, CancellationToken cancellationToken)
    {
        if (value.Length == 0 || Encoding.UTF8.GetByteCount(value) > LongestValue)
        {
            throw new RefusedException(new Failure(
                "WEIR6809",
                value.Length == 0 ? $"No value was given for the secret '{name}'." : $"The value of the secret '{name}' is longer than {LongestValue >> 10} KB.",
                $"Give it on standard input, such as: weir secret set {name} < FILE"));
        }

        await ChangeAsync(Changed, cancellationToken);

        SecretFile Changed(SecretFile? file)
        {
            var key = file is null ? _keys.Find() : KeyOf(file);
            var entries = file?.Entries.ToDictionary() ?? [];
            entries[name] = key.Seal(value, SecretFile.LabelOf(_environment, name));
            return new SecretFile(key.Id, entries);
        }
    }

    /// <summary>Removes a secret. No key is needed.</summary>
    /// <exception cref="RefusedException">WEIR6810: it is not there. WEIR6807: the file is damaged.</exception>
    /// <exception cref="UnavailableException">WEIR6808: the disk refuses.</exception>
    public Task RemoveAsync(SecretName name, CancellationToken cancellationToken)
    {
        return ChangeAsync(Changed, cancellationToken);

        SecretFile Changed(SecretFile? file)
        {
            var entries = file?.Entries.ToDictionary() ?? [];
            return entries.Remove(name) ? file! with { Entries = entries } : throw new RefusedException(new Failure(
                "WEIR6810",
                $"There is no secret '{name}' in {_shown}.",
                entries.Count == 0 ? "There is none at all." : $"There are {string.Join(", ", entries.Keys.OrderBy(known => known.Text, StringComparer.Ordinal))}."));
        }
    }

    /// <summary>Makes the key of the environment.</summary>
    /// <returns>Its file, from the project's folder.</returns>
    /// <exception cref="RefusedException">WEIR6811: there is one, or there are secrets that it could not read.</exception>
    public string MakeKey() => List().Count == 0 ? _keys.Make() : throw new RefusedException(new Failure(
        "WEIR6811", $"{_shown} has secrets that were set with another key.", "Get that key, or remove the file and set them all again."));

    private SecretFile? Read() => _text.Read() is { } text ? SecretFile.Parse(text, _shown) : null;

    private SecretKey KeyOf(SecretFile file)
    {
        var key = _keys.Find();
        return key.Id == file.KeyId ? key : throw new RefusedException(new Failure(
            "WEIR6806",
            $"The key at hand ({key.Id}) is not the one that {_shown} was written with ({file.KeyId}).",
            "Use the key of this environment: each has its own."));
    }

    /// <summary>Reads, changes and replaces the file, one process at a time.</summary>
    private async Task ChangeAsync(Func<SecretFile?, SecretFile> change, CancellationToken cancellationToken)
    {
        var fresh = _path + ".new";
        try
        {
            await using var held = await HoldAsync(cancellationToken);
            var changed = change(Read());
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            await using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(changed.ToString()), cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, _path, overwrite: true);
            Disk.Sync(Path.GetDirectoryName(_path)!);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(
                new Failure("WEIR6808", $"The file of secrets {_shown} cannot be written: {refused.Message}", "Check the disk and the folder's rights."), refused);
        }
    }

    private async Task<FileStream> HoldAsync(CancellationToken cancellationToken)
    {
        StateFolder.Make(Path.GetDirectoryName(_lock)!);
        var start = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(_lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (_time.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(Turn, _time, cancellationToken);
            }
        }
    }
}
