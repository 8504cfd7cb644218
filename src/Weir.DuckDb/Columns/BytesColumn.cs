using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>How the bytes of a string, blob or bit string become a value.</summary>
internal delegate T BytesReader<out T>(ReadOnlySpan<byte> bytes);

/// <summary>A column of strings, blobs or bit strings.</summary>
internal sealed unsafe class BytesColumn<T>(string typeName, BytesReader<T> read) : TypedColumn<T>(typeName)
{
    public override T At(long row)
    {
        var text = (NativeString*)Data + row;
        ValueSize.CheckBytes(text->Length);
        return read(NativeString.Bytes(text));
    }
}
