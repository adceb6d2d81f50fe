package io.quarkiverse.eventstream.outbox.faults;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** An instance of the service, until it is stopped or killed. */
@QuarkusMain
public class Shop implements QuarkusApplication {

    static final String UP = "The shop is up";
    private static final int THREADS = 4;

    @Inject
    Orders orders;

    @Inject
    Failures failures;

    /** Whether it places orders. */
    @ConfigProperty(name = "shop.open", defaultValue = "true")
    boolean open;

    /** Between two orders of a thread. */
    @ConfigProperty(name = "shop.pause", defaultValue = "0.015S")
    Duration pause;

    private volatile boolean closing;

    @Override
    public int run(String... arguments) throws Exception {
        System.out.println(UP);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; open && i < THREADS; i++) {
            threads.submit(this::placeOrders);
        }
        Quarkus.waitForExit();
        closing = true;
        failures.stop();
        threads.shutdown();
        threads.awaitTermination(10, TimeUnit.SECONDS);
        return 0;
    }

    private void placeOrders() {
        while (!closing) {
            try {
                orders.place();
                orders.cancelReminder();
            } catch (Exception e) {
                failures.ofTransaction(e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            closing = true;
        }
    }
}
