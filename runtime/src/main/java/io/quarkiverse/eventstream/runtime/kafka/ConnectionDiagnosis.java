package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.spi.Obstacle;

/**
 * Determines why no broker answers, where Kafka's client reports no more than a timeout: connects to the bootstrap addresses, once in a
 * while and only on a failure, on a thread of its own that ends when there is nothing to examine. Thread-safe.
 */
final class ConnectionDiagnosis implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConnectionDiagnosis.class);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

    private final TopicClients clients;
    private final ExecutorService examiner = new ThreadPoolExecutor(0, 1, 1, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(),
            ConnectionDiagnosis::thread);
    private Future<Obstacle> examination = CompletableFuture.completedFuture(null);
    private volatile Obstacle finding;
    private volatile long examinedAt;
    private volatile boolean examined;

    ConnectionDiagnosis(TopicClients clients) {
        this.clients = clients;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "eventstream-diagnosis");
        thread.setDaemon(true);
        return thread;
    }

    /** The last finding, in two sentences; empty if there is none. */
    Optional<String> lastFinding() {
        return Optional.ofNullable(finding).map(Obstacle::text);
    }

    /** Forgets the finding, because the broker answers. */
    void forget() {
        if (finding != null) {
            LOG.infof("The broker at %s answers again", clients.bootstrapServers());
        }
        finding = null;
        examined = false;
    }

    /** Starts an examination, unless there was one recently. */
    void examineSoon() {
        examination();
    }

    /**
     * Examines, unless there was an examination recently. Blocks for some seconds, or until this is closed.
     *
     * @return null if no obstacle was found
     */
    Obstacle examine() {
        try {
            return examination().get();
        } catch (InterruptedException e) {
            // The caller asks again later.
            return finding;
        } catch (CancellationException e) {
            return finding;
        } catch (ExecutionException e) {
            LOG.warn("The connection to the brokers could not be examined", e.getCause());
            return null;
        }
    }

    /** Ends a running examination. The threads that wait for it get its finding so far, which may be none. */
    @Override
    public void close() {
        shutDown();
        try {
            if (!examiner.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("The examination of %s has not ended yet", clients.bootstrapServers());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void shutDown() {
        examiner.shutdownNow();
        // An examination that has not begun never will, and a thread that waits for it would do so for ever.
        examination.cancel(true);
    }

    private synchronized Future<Obstacle> examination() {
        if (examination.isDone()) {
            if (isFresh() || examiner.isShutdown()) {
                return CompletableFuture.completedFuture(finding);
            }
            examination = examiner.submit(this::find);
        }
        return examination;
    }

    private boolean isFresh() {
        return examined && System.nanoTime() - examinedAt < FRESH_NANOS;
    }

    private Obstacle find() {
        Obstacle before = finding;
        Obstacle found = ConnectionExamination.of(clients.admin("diagnosis"));
        if (Thread.currentThread().isInterrupted()) {
            return before;
        }
        finding = found;
        examinedAt = System.nanoTime();
        examined = true;
        if (found != null && !found.equals(before)) {
            LOG.warnf("No broker answers at %s. %s", clients.bootstrapServers(), found.text());
        }
        return found;
    }
}
