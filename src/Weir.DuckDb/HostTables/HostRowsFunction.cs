using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.DuckDb.Native;

namespace Weir.DuckDb.HostTables;

/// <summary>The table function <c>host_rows(number)</c>: DuckDB calls it to read a host table.</summary>
/// <remarks>
/// DuckDB cannot drop a function, so there is one for the whole database, and its argument says which table is meant.
/// It holds managed objects through handles that DuckDB gives back by calling <see cref="Free"/>. No exception may pass
/// into DuckDB's frames: each callback catches all and reports.
/// </remarks>
internal static unsafe class HostRowsFunction
{
    /// <summary>Must run before anyone begins a transaction, which would not see a function that is newer.</summary>
    public static void Register(DatabaseHandle database, HostTableRegistry registry)
    {
        _ = NativeDatabase.Connect(database, out var connection);
        using (connection)
        using (var number = NativeTypes.Create(DuckDbTypeId.BigInt))
        using (var function = NativeTableFunction.Create())
        {
            NativeTableFunction.SetName(function, HostRows.Name);
            NativeTableFunction.AddParameter(function, number);
            NativeTableFunction.SetExtraInfo(function, Handle(registry), &Free);
            NativeTableFunction.SetBind(function, &Bind);
            NativeTableFunction.SetInit(function, &Init);
            NativeTableFunction.SetLocalInit(function, &LocalInit);
            NativeTableFunction.SetFunction(function, &Fill);
            if (NativeTableFunction.Register(connection, function) is not NativeState.Success)
            {
                throw new DuckDbException(
                    $"The function {HostRows.Name} could not be added to the database.", DuckDbErrorKind.Catalog);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        HostTableEntry? entry = null;
        try
        {
            using var value = NativeTableFunction.BindParameter(info, 0);
            var number = NativeValues.Int64(value);
            entry = Target<HostTableRegistry>(NativeTableFunction.BindExtraInfo(info)).Find(number)
                ?? throw new InvalidOperationException($"There is no host table {number}; its registration was disposed.");
            foreach (var column in entry.Table.Columns)
            {
                using var type = column.Type.Open();
                NativeTableFunction.BindColumn(info, column.Name, type);
            }

            NativeTableFunction.BindData(info, Handle(entry), &Free);
        }
        catch (Exception e)
        {
            entry?.Control.Fail(e);
            NativeTableFunction.BindError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        var entry = Target<HostTableEntry>(NativeTableFunction.InitBindData(info));
        try
        {
            NativeTableFunction.InitMaxThreads(info, (ulong)Math.Max(1, entry.Table.MaxThreads));
        }
        catch (Exception e)
        {
            entry.Control.Fail(e);
            NativeTableFunction.InitError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void LocalInit(nint info)
    {
        var entry = Target<HostTableEntry>(NativeTableFunction.InitBindData(info));
        try
        {
            NativeTableFunction.InitData(info, Handle(new ScanState(entry)), &FreeScan);
        }
        catch (Exception e)
        {
            entry.Control.Fail(e);
            NativeTableFunction.InitError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint info, nint chunk)
    {
        var state = Target<ScanState>(NativeTableFunction.LocalData(info));
        try
        {
            state.Fill(chunk);
        }
        catch (Exception e)
        {
            state.Entry.Control.Fail(e);
            NativeTableFunction.FunctionError(info, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint handle) => GCHandle.FromIntPtr(handle).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeScan(nint handle)
    {
        var held = GCHandle.FromIntPtr(handle);
        var state = (ScanState)held.Target!;
        held.Free();
        try
        {
            state.Dispose();
        }
        catch (Exception e)
        {
            state.Entry.Control.Fail(e);
        }
    }

    private static nint Handle(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));

    private static T Target<T>(nint handle) => (T)GCHandle.FromIntPtr(handle).Target!;
}
