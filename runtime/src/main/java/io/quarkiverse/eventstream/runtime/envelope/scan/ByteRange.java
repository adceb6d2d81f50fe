package io.quarkiverse.eventstream.runtime.envelope.scan;

/**
 * Where in a record's value a JSON value is, so that it is decoded only when asked for. {@code DecodeBenchmark.busEnvelopeOnly} shows the
 * gain.
 *
 * @param start the index of its first byte
 * @param end the index after its last byte
 */
public record ByteRange(int start, int end) {

    public int length() {
        return end - start;
    }
}
