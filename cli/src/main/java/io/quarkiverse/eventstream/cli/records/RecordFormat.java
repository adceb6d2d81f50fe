package io.quarkiverse.eventstream.cli.records;

/** A format to print records in. */
public interface RecordFormat {

    /** The record as text without control characters, and without a line end after it. */
    String format(ReadRecord record);
}
