package io.quarkiverse.eventstream.operations.runtime.desk;

class MemoryWritingTest extends WritingTests {

    MemoryWritingTest() {
        super(new Cluster.InMemory());
    }
}
