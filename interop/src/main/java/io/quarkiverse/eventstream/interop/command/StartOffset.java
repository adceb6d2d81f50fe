package io.quarkiverse.eventstream.interop.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The position at which reading begins in each partition.
 *
 * @param offset an offset; one past the end stands for the end
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
                // Reported below.
            }
            throw new TypeConversionException("must be earliest, latest or an offset from 0 on");
        }
    }

    /** The offset, limited to the existing records. */
    long within(long first, long end) {
        return Math.max(first, Math.min(offset, end));
    }
}
