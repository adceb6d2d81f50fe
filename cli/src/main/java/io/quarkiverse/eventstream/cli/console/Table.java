package io.quarkiverse.eventstream.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** A table for people: columns of equal width, numbers to the right. Untrusted text is escaped and cut. Not thread-safe. */
public final class Table {

    private static final String GAP = "  ";
    private static final int MAX_CELL = 120;

    private final List<String> headings;
    private final Set<Integer> numbers = new HashSet<>();
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Starts without rows.
     *
     * @param headings one for each column
     */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column; numbers are aligned to the right, null is an empty cell
     */
    public void row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for the columns " + headings);
        }
        for (int column = 0; column < cells.length; column++) {
            if (cells[column] instanceof Number) {
                numbers.add(column);
            }
        }
        rows.add(Arrays.stream(cells).map(cell -> cell == null ? "" : UntrustedText.of(cell.toString(), MAX_CELL)).toList());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines of the table, headings first. */
    public List<String> lines() {
        int[] widths = IntStream.range(0, headings.size())
                .map(column -> all().mapToInt(row -> width(row.get(column))).max().orElse(0)).toArray();
        return all().map(row -> line(row, widths)).toList();
    }

    private Stream<List<String>> all() {
        return Stream.concat(Stream.of(headings), rows.stream());
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - width(cell));
            line.append(column == 0 ? "" : GAP).append(numbers.contains(column) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
