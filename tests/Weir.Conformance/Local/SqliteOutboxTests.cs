using Weir.Conformance.Outbox;

namespace Weir.Conformance.Local;

public sealed class SqliteOutboxTests() : OutboxConformance(new LocalBackend());
