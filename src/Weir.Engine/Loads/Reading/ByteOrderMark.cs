using Weir.Failures;

namespace Weir.Engine.Loads.Reading;

/// <summary>The mark that some programs put at the beginning of a text file to tell its encoding.</summary>
internal static class ByteOrderMark
{
    /// <summary>Leaves out UTF-8's mark, if there is one.</summary>
    /// <returns>A failure when the mark is another encoding's.</returns>
    public static Failure? PassOver(Slab slab)
    {
        switch (slab.Content)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                slab.Drop(3);
                return null;
            case [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..]:
                return new Failure("WEIR6124", "the file is written in UTF-32", "Write it in UTF-8.");
            case [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]:
                return new Failure("WEIR6124", "the file is written in UTF-16", "Write it in UTF-8.");
            default:
                return null;
        }
    }
}
