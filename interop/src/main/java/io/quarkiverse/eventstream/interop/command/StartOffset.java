package io.quarkiverse.eventstream.interop.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where reading begins in each partition.
 *
 * @param offset an offset, which may be past the end: then it means the end
 */
record StartOffset(long offset) {

    static final StartOffset EARLIEST = new StartOffset(0);
    static final StartOffset LATEST = new StartOffset(Long.MAX_VALUE);

    /** Reads the option. */
    static final class Converter implements ITypeConverter<StartOffset> {

        @Override
        public StartOffset convert(String text) {
            if ("earliest".equals(text)) {
                return EARLIEST;
            }
            if ("latest".equals(text)) {
                return LATEST;
            }
            try {
                long offset = Long.parseLong(text);
                if (offset >= 0) {
                    return new StartOffset(offset);
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new TypeConversionException("must be earliest, latest or an offset from 0 on");
        }
    }

    /** The offset within the records that there are. */
    long within(long first, long end) {
        return Math.max(first, Math.min(offset, end));
    }
}
