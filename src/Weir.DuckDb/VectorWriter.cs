using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Weir.DuckDb.HostTables;
using Weir.DuckDb.Native;

namespace Weir.DuckDb;

/// <summary>Writes one column of the chunk that a <see cref="HostScan"/> fills, straight into DuckDB's memory.</summary>
/// <remarks>It may be kept, but writes only during a <see cref="HostScan.Fill"/>. Nothing is allocated for a row.</remarks>
public sealed unsafe class VectorWriter
{
    private VectorSlot _slot;

    internal VectorWriter(DuckDbType type) => _slot = new VectorSlot(type);

    internal void Attach(nint vector) => _slot.Attach(vector);

    /// <summary>The values of a column of fixed width, one for each row of the chunk.</summary>
    /// <typeparam name="T">A type of the width that <see cref="DuckDbType"/> says for the column's.</typeparam>
    /// <exception cref="InvalidOperationException">The column's values are of another width, or are strings or blobs.</exception>
    public Span<T> Values<T>()
        where T : unmanaged
    {
        if (sizeof(T) != _slot.Size || _slot.IsBytes)
        {
            throw WrongWidth(typeof(T));
        }

        return new(_slot.Data, DataChunkWriter.Capacity);
    }

    /// <summary>Writes a value of fixed width. A row that was NULL has a value again.</summary>
    /// <typeparam name="T">A type of the width that <see cref="DuckDbType"/> says for the column's.</typeparam>
    /// <param name="row">The row, from 0.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The column's values are of another width, or are strings or blobs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int row, T value)
        where T : unmanaged
    {
        if (sizeof(T) != _slot.Size || _slot.IsBytes)
        {
            throw WrongWidth(typeof(T));
        }

        CheckRow(row);
        ((T*)_slot.Data)[row] = value;
        MakeValid(row);
    }

    /// <summary>One bit for each row, row 0 lowest in the first number: 1 for a value, 0 for NULL. All are 1 at first.</summary>
    public Span<ulong> Validity()
    {
        EnsureValidity();
        return new(_slot.Validity, DataChunkWriter.Capacity / 64);
    }

    /// <summary>Makes a row NULL. What is written to it elsewhere no longer counts.</summary>
    /// <param name="row">The row, from 0.</param>
    public void SetNull(int row)
    {
        CheckRow(row);
        EnsureValidity();
        _slot.Validity[row >> 6] &= ~(1UL << (row & 63));
        if (_slot.IsBytes)
        {
            ((UInt128*)_slot.Data)[row] = 0;
        }
    }

    /// <summary>Writes a text into a VARCHAR column.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="utf8">The text. It is copied.</param>
    /// <exception cref="ArgumentException">It is not valid UTF-8.</exception>
    public void SetString(int row, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new ArgumentException("A text for a VARCHAR column is not valid UTF-8.", nameof(utf8));
        }

        SetCheckedString(row, utf8);
    }

    /// <summary>As <see cref="SetString"/>, for a text that is known to be valid UTF-8; another one damages the table.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="utf8">The text. It is copied.</param>
    public void SetCheckedString(int row, ReadOnlySpan<byte> utf8)
    {
        CheckBytes(DuckDbTypeId.Varchar);
        SetBytes(row, utf8);
    }

    /// <summary>Writes bytes into a BLOB column.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="bytes">The bytes. They are copied.</param>
    public void SetBlob(int row, ReadOnlySpan<byte> bytes)
    {
        CheckBytes(DuckDbTypeId.Blob);
        SetBytes(row, bytes);
    }

    /// <summary>Writes a UUID into a UUID column.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="value">The UUID.</param>
    public void SetGuid(int row, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Set(row, BinaryPrimitives.ReadUInt128BigEndian(bytes) ^ (UInt128.One << 127));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        CheckRow(row);
        MakeValid(row);
        if (bytes.Length > NativeString.MaxInlined)
        {
            _slot.PlaceLong(row, bytes);
            return;
        }

        var target = _slot.Data + ((nint)row * sizeof(NativeString));
        ((ulong*)target)[0] = (uint)bytes.Length;
        ((ulong*)target)[1] = 0;
        bytes.CopyTo(new(target + sizeof(uint), NativeString.MaxInlined));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MakeValid(int row)
    {
        if (_slot.Validity is not null)
        {
            _slot.Validity[row >> 6] |= 1UL << (row & 63);
        }
    }

    private InvalidOperationException WrongWidth(Type type) =>
        new($"A column of type {_slot.Type} cannot be written as {type}.");

    private void EnsureValidity()
    {
        if (_slot.Validity is null)
        {
            _slot.MakeValidityWritable();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckRow(int row) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)DataChunkWriter.Capacity, nameof(row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckBytes(DuckDbTypeId id)
    {
        if (_slot.Type.Id != id)
        {
            throw new InvalidOperationException($"A column of type {_slot.Type} takes no {id} values.");
        }
    }
}
