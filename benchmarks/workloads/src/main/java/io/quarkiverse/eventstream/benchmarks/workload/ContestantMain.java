package io.quarkiverse.eventstream.benchmarks.workload;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;

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
        end(() -> figures(task, contestant));
    }

    /** Runs a task with a database: prepares that, runs the task, prints the figures or the failure, and ends the process. */
    public static void runOutbox(Task task, OutboxContestant.Factory contestant) {
        end(() -> {
            Snapshot atStart = Snapshot.take(0);
            try (Database database = new Database(task.database())) {
                Shop.create(database.connection());
            }
            return figures(task, contestant, atStart);
        });
    }

    private static void end(Callable<Map<String, Double>> figures) {
        int status = 0;
        try {
            System.out.println(RESULT + JSON.writeValueAsString(figures.call()));
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
            default -> throw new IllegalArgumentException(task.workload() + " needs a database");
        };
    }

    private static Map<String, Double> figures(Task task, OutboxContestant.Factory factory, Snapshot atStart) throws Exception {
        Work work = new Work(task.listening());
        CommitToListener latency = new CommitToListener(task);
        Contestant.Listener nothing = order -> {};
        return switch (task.workload()) {
            case TRANSACTIONS, SMALLEST_TRANSACTIONS -> new Transactions(task, factory.start(task, nothing)).measure();
            case STORE_BACKLOG -> new Backlog(task).store(factory.start(task, nothing));
            case BACKLOG -> new Backlog(task).send(factory, atStart);
            case COMMIT_TO_LISTENER -> latency.measure(factory.start(task, latency::handle));
            case IDLE -> {
                factory.start(task, nothing);
                yield new Idle(task).measure();
            }
            case CONSUME -> {
                factory.start(task, work);
                yield new Consuming(task, work).measure(atStart);
            }
            default -> throw new IllegalArgumentException(task.workload() + " needs no database");
        };
    }
}
