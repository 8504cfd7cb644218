namespace Weir.Datasets;

/// <summary>Finds in a key, or in what keys start with, the dataset that it leads into.</summary>
/// <param name="Prefix">What stands before <c>datasets/</c>: empty, or with a slash at its end.</param>
/// <param name="Name">The dataset; none for <c>LATEST</c>.</param>
/// <param name="Rest">What stands after the dataset's name, with the slash, if there is one.</param>
public sealed record DatasetKey(string Prefix, DatasetName? Name, string Rest)
{
    /// <summary>The folder that datasets are in.</summary>
    public const string Folder = "datasets";

    /// <summary>Stands for the greatest name.</summary>
    public const string Latest = "LATEST";

    /// <summary>The dataset that a key leads into: the first <c>datasets/NAME</c> in it whose name is one, or is <c>LATEST</c>.</summary>
    /// <param name="key">The key, without its bucket.</param>
    public static DatasetKey? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var at = 0; (at = key.IndexOf(Folder + "/", at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (at > 0 && key[at - 1] != '/')
            {
                continue;
            }

            var start = at + Folder.Length + 1;
            var slash = key.IndexOf('/', start);
            var end = slash < 0 ? key.Length : slash;
            var word = key[start..end];
            if (DatasetName.TryParse(word, out var name) || word == Latest)
            {
                return new DatasetKey(key[..at], name, key[end..]);
            }
        }

        return null;
    }

    /// <summary>The key with the dataset's name in the place of <c>LATEST</c>.</summary>
    /// <param name="name">The dataset.</param>
    public string With(DatasetName name) => $"{Prefix}{Folder}/{name}{Rest}";
}
