package io.quarkiverse.eventstream.benchmarks.workload;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Runs a task with a contestant, in a separate process: the task is read from standard input, and the figures are printed on standard
 * output after {@link #RESULT}, among the log.
 */
public final class ContestantMain {

    /** The beginning of the line with the figures. */
    public static final String RESULT = "RESULT ";

    private static final JsonMapper JSON = new JsonMapper();

    private ContestantMain() {}

    /**
     * Reads the task.
     *
     * @throws IOException if standard input holds none
     */
    public static Task readTask() throws IOException {
        return JSON.readValue(System.in, Task.class);
    }

    /** Runs the task, prints the figures or the failure, and ends the process. */
    public static void run(Task task, Contestant.Factory contestant) {
        int status = 0;
        try {
            System.out.println(RESULT + JSON.writeValueAsString(figures(task, contestant)));
        } catch (Throwable e) {
            e.printStackTrace(System.out);
            status = 1;
        }
        // A clean stop may take long, and the records in flight no longer count.
        System.out.flush();
        Runtime.getRuntime().halt(status);
    }

    private static Map<String, Double> figures(Task task, Contestant.Factory factory) throws Exception {
        Snapshot atStart = Snapshot.take(0);
        Work work = new Work(task.listening());
        EndToEnd endToEnd = new EndToEnd(task);
        Contestant.Listener listener = task.workload() == Workload.END_TO_END ? endToEnd::handle : work;
        Contestant contestant = factory.start(task, listener);
        return switch (task.workload()) {
            case PUBLISH -> new Publishing(task, contestant).pipelined();
            case PUBLISH_AND_WAIT -> new Publishing(task, contestant).oneByOne();
            case CONSUME -> new Consuming(task, work).measure(atStart);
            case FIRST_EVENT -> new FirstEvent(work).measure();
            case END_TO_END -> endToEnd.measure(contestant);
        };
    }
}
