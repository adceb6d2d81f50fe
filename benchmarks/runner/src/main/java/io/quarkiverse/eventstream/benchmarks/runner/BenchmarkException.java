package io.quarkiverse.eventstream.benchmarks.runner;

/** A benchmark that yields no figures; the message says why, and where to look. */
final class BenchmarkException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchmarkException(String message) {
        super(message);
    }
}
