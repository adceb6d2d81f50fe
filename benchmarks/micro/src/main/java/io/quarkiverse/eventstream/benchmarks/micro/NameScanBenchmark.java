package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import com.fasterxml.jackson.core.JsonParser;

import io.quarkiverse.eventstream.runtime.envelope.scan.EventNameScanner;

/**
 * Finding the event's name in a record's value.
 */
@State(Scope.Thread)
public class NameScanBenchmark {

    /** The position of the name. */
    @Param
    public NamePosition name;

    private byte[] value;

    /** Creates the record. */
    @Setup
    public void makeValue() {
        value = name.value();
    }

    /** The bus, which scans the whole value, because the last of several names counts. */
    @Benchmark
    public long bus() {
        return EventNameScanner.scan(value, 0, value.length);
    }

    /**
     * Jackson's streaming parser, which stops at the first name.
     *
     * @throws IOException does not happen
     */
    @Benchmark
    public String streaming() throws IOException {
        try (JsonParser parser = SampleEvent.MAPPER.createParser(value)) {
            parser.nextToken();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                if (field.equals("name")) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            return null;
        }
    }

    /**
     * Jackson's tree of the whole value.
     *
     * @throws IOException does not happen
     */
    @Benchmark
    public String tree() throws IOException {
        return SampleEvent.MAPPER.readTree(value).path("name").textValue();
    }
}
