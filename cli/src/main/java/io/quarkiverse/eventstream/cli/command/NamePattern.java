package io.quarkiverse.eventstream.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import picocli.CommandLine.ITypeConverter;

/** A pattern of names, in which {@code *} stands for any characters. */
record NamePattern(Pattern regex) {

    /** Reads the parameter. */
    static final class Converter implements ITypeConverter<NamePattern> {

        @Override
        public NamePattern convert(String text) {
            return new NamePattern(Pattern.compile(
                    Arrays.stream(text.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))));
        }
    }

    /** Whether a name matches one of the patterns, or there are none. */
    static boolean anyMatches(List<NamePattern> patterns, String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.regex().matcher(name).matches());
    }
}
