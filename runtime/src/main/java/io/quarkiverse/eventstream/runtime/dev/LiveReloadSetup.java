package io.quarkiverse.eventstream.runtime.dev;

import io.quarkus.dev.spi.HotReplacementContext;
import io.quarkus.dev.spi.HotReplacementSetup;

/** Makes events trigger the reload of changed sources. Dev mode loads it as a service. */
public final class LiveReloadSetup implements HotReplacementSetup {

    private SourceGate gate;

    /** For the service loader. */
    public LiveReloadSetup() {}

    @Override
    public void setupHotDeployment(HotReplacementContext context) {
        gate = new SourceGate(() -> context.doScan(true), () -> context.doScan(false), context::getDeploymentProblem);
        LiveReload.begin(gate);
    }

    @Override
    public void close() {
        LiveReload.end();
        gate.close();
    }
}
