package io.quarkiverse.eventstream.devbroker;

import java.nio.file.Path;

/** A parent to kill: starts a broker, says which process it is and where its data is, and waits. Must not need Kafka. */
final class ParentMain {

    private ParentMain() {}

    /** The arguments: the class path for the node, and perhaps a directory for its data. */
    public static void main(String[] arguments) throws InterruptedException {
        DevBroker.Builder builder = DevBroker.builder().classPath(arguments[0]);
        if (arguments.length > 1) {
            builder.dataDirectory(Path.of(arguments[1]));
        }
        DevBroker broker = builder.start();
        System.out.println(broker.pid(1) + " " + broker.dataDirectory());
        Thread.currentThread().join();
    }
}
