namespace Weir.DuckDb;

/// <summary>What kind of error DuckDB reports. The numbers are those of the C API.</summary>
public enum DuckDbErrorKind
{
    /// <summary>The library named no kind.</summary>
    Invalid = 0,

    /// <summary>A value does not fit its type.</summary>
    OutOfRange = 1,

    /// <summary>A value cannot be converted to the type it is needed in.</summary>
    Conversion = 2,

    /// <summary>A type is not known.</summary>
    UnknownType = 3,

    /// <summary>A decimal's width or scale is wrong.</summary>
    Decimal = 4,

    /// <summary>Two types do not go together.</summary>
    MismatchType = 5,

    /// <summary>A division by zero.</summary>
    DivideByZero = 6,

    /// <summary>An object is too large.</summary>
    ObjectSize = 7,

    /// <summary>A type is not allowed there.</summary>
    InvalidType = 8,

    /// <summary>Stored data cannot be read or written.</summary>
    Serialization = 9,

    /// <summary>The transaction cannot go on: a conflict, an earlier error, or none is open.</summary>
    Transaction = 10,

    /// <summary>DuckDB does not do this.</summary>
    NotImplemented = 11,

    /// <summary>An expression cannot be evaluated.</summary>
    Expression = 12,

    /// <summary>A table, column, function or other object is missing, or is there already.</summary>
    Catalog = 13,

    /// <summary>The SQL cannot be parsed.</summary>
    Parser = 14,

    /// <summary>The statement cannot be planned.</summary>
    Planner = 15,

    /// <summary>The scheduler failed.</summary>
    Scheduler = 16,

    /// <summary>The executor failed.</summary>
    Executor = 17,

    /// <summary>A row breaks a constraint: NOT NULL, PRIMARY KEY, UNIQUE, CHECK or FOREIGN KEY.</summary>
    Constraint = 18,

    /// <summary>An index failed.</summary>
    Index = 19,

    /// <summary>Statistics failed.</summary>
    Stat = 20,

    /// <summary>The connection failed.</summary>
    Connection = 21,

    /// <summary>The SQL has a syntax error.</summary>
    Syntax = 22,

    /// <summary>A setting is wrong.</summary>
    Settings = 23,

    /// <summary>A name or type in the statement cannot be resolved.</summary>
    Binder = 24,

    /// <summary>The network failed.</summary>
    Network = 25,

    /// <summary>The optimizer failed.</summary>
    Optimizer = 26,

    /// <summary>A null pointer inside DuckDB.</summary>
    NullPointer = 27,

    /// <summary>A file cannot be opened, read, written or locked.</summary>
    Io = 28,

    /// <summary>The statement was interrupted or timed out.</summary>
    Interrupt = 29,

    /// <summary>The database is unusable until it is closed and reopened.</summary>
    Fatal = 30,

    /// <summary>A fault inside DuckDB; the database is unusable until it is closed and reopened.</summary>
    Internal = 31,

    /// <summary>An argument is not valid.</summary>
    InvalidInput = 32,

    /// <summary>The memory limit is reached.</summary>
    OutOfMemory = 33,

    /// <summary>The operation is not permitted, as writing to a read-only database.</summary>
    Permission = 34,

    /// <summary>A parameter's type cannot be determined.</summary>
    ParameterNotResolved = 35,

    /// <summary>A parameter is not allowed there.</summary>
    ParameterNotAllowed = 36,

    /// <summary>Another object depends on this one.</summary>
    Dependency = 37,

    /// <summary>An HTTP request failed.</summary>
    Http = 38,

    /// <summary>An extension is needed that is not loaded.</summary>
    MissingExtension = 39,

    /// <summary>An extension could not be loaded by itself.</summary>
    Autoload = 40,

    /// <summary>A sequence is exhausted.</summary>
    Sequence = 41,

    /// <summary>A configuration option is not known or has a wrong value.</summary>
    InvalidConfiguration = 42,
}
