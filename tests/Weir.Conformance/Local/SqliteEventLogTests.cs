using Weir.Conformance.Events;

namespace Weir.Conformance.Local;

public sealed class SqliteEventLogTests() : EventLogConformance(new LocalBackend());

public sealed class SqliteDedupeTests() : DedupeConformance(new LocalBackend());
