package io.quarkiverse.eventstream.interop.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the command line.
 *
 * @param code the exit code
 * @param out its standard output
 * @param err its standard error
 */
record Run(int code, String out, String err) {

    static Run of(String... line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Interop.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
        return new Run(code, out.toString(), err.toString());
    }
}
