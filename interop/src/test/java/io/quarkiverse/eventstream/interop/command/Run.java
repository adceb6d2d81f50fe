package io.quarkiverse.eventstream.interop.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the command line.
 *
 * @param code what it exits with
 * @param out what it printed
 * @param err what it printed on standard error
 */
record Run(int code, String out, String err) {

    static Run of(String... line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Interop.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
        return new Run(code, out.toString(), err.toString());
    }
}
