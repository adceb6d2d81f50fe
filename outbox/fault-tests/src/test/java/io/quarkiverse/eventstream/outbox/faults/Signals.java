package io.quarkiverse.eventstream.outbox.faults;

import java.io.IOException;

/** Signals that Java does not send. */
final class Signals {

    private Signals() {}

    static void send(String name, long pid) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).inheritIO().start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException("The process " + pid + " does not take the signal " + name);
        }
    }
}
