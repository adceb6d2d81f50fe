package io.quarkiverse.eventstream.benchmarks.runner;

/** A benchmark that yields no figures; the message has the reason and the path of the log. */
final class BenchmarkException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchmarkException(String message) {
        super(message);
    }
}
