using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>How the bytes of a string, blob or bit string become a value.</summary>
internal delegate T BytesReader<out T>(ReadOnlySpan<byte> bytes);

/// <summary>A column of strings, blobs or bit strings.</summary>
internal sealed unsafe class BytesColumn<T>(string typeName, BytesReader<T> read) : TypedColumn<T>(typeName)
{
    public override T At(long row) => read(NativeString.Bytes((NativeString*)Data + row));
}
