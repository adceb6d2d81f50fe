package io.quarkiverse.eventstream.operations.runtime.desk;

class MemoryReadingTest extends ReadingTests {

    MemoryReadingTest() {
        super(new Cluster.InMemory());
    }
}
