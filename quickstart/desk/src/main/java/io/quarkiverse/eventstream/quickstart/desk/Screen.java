package io.quarkiverse.eventstream.quickstart.desk;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Standard output: lines of the processes, and below them a line with the progress. On a terminal, that line is overwritten; elsewhere, it
 * is repeated from time to time. Thread-safe.
 */
final class Screen {

    private static final Map<String, Integer> COLOURS = Map.of("broker", 35, "orders", 36, "billing", 33, "shipping", 32,
            "desk", 34);
    private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final boolean terminal;
    private final boolean coloured;
    private String progress = "";
    private long repeated = System.nanoTime();
    private boolean closed;

    Screen(boolean terminal, boolean coloured) {
        this.terminal = terminal;
        this.coloured = coloured;
    }

    synchronized void say(String who, String what) {
        if (!closed) {
            line(inColour(COLOURS.get(who), String.format("%-8s", who)) + " | " + what);
        }
    }

    synchronized void progress(String now) {
        if (closed || now.equals(progress)) {
            return;
        }
        progress = now;
        if (terminal) {
            System.out.print("\r" + inColour(1, progress) + "\033[K");
            System.out.flush();
        } else if (System.nanoTime() - repeated >= REPEAT_NANOS) {
            repeated = System.nanoTime();
            System.out.println(progress);
        }
    }

    /** Shows the final text; later lines are not shown. */
    synchronized void close(String last) {
        if (!closed) {
            if (!terminal && !progress.isEmpty()) {
                System.out.println(progress);
            }
            // On a terminal, the last progress line stays.
            System.out.println(terminal && !progress.isEmpty() ? "\n" + last : last);
            System.out.flush();
            closed = true;
        }
    }

    String good(String text) {
        return inColour(32, text);
    }

    String bad(String text) {
        return inColour(31, text);
    }

    private void line(String text) {
        if (terminal && !progress.isEmpty()) {
            System.out.println("\r" + text + "\033[K");
            System.out.print(inColour(1, progress));
        } else {
            System.out.println(text);
        }
        System.out.flush();
    }

    private String inColour(int colour, String text) {
        return coloured ? "\033[" + colour + "m" + text + "\033[0m" : text;
    }
}
