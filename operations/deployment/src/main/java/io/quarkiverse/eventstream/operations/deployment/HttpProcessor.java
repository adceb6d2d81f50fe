package io.quarkiverse.eventstream.operations.deployment;

import java.util.function.BooleanSupplier;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.operations.runtime.LetterActions;
import io.quarkiverse.eventstream.operations.runtime.http.HttpRecorder;
import io.quarkiverse.eventstream.operations.runtime.http.OperationsBuildTimeConfig;
import io.quarkiverse.eventstream.runtime.operate.ActionLog;
import io.quarkiverse.eventstream.runtime.operate.ListenerActions;
import io.quarkiverse.eventstream.runtime.operate.ListenerViews;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.deployment.spi.RouteBuildItem;

/** The operations over HTTP, if the application enables them. */
@BuildSteps(onlyIf = HttpProcessor.Enabled.class)
class HttpProcessor {

    private static final String PROPERTY = "quarkus.eventstream.operations.http.enabled=true";
    private static final String BEANS = "io.quarkiverse.eventstream.operations.runtime.http.";

    static final class Enabled implements BooleanSupplier {

        private final OperationsBuildTimeConfig config;

        Enabled(OperationsBuildTimeConfig config) {
            this.config = config;
        }

        @Override
        public boolean getAsBoolean() {
            return config.httpEnabled();
        }
    }

    @BuildStep
    AdditionalBeanBuildItem beans(Capabilities capabilities) {
        if (capabilities.isMissing(Capability.VERTX_HTTP)) {
            throw new ConfigurationException(
                    PROPERTY + " needs an HTTP server: add the dependency io.quarkus:quarkus-vertx-http,"
                            + " or remove the property");
        }
        return AdditionalBeanBuildItem.builder().setUnremovable().addBeanClasses(BEANS + "OperationsHttp",
                BEANS + "LetterRequests", BEANS + "ListenerRequests", BEANS + "ActionEvents", BEANS + "OpenStreams")
                .addBeanClasses(ListenerViews.class, ListenerActions.class, ActionLog.class, LetterActions.class).build();
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void routes(HttpRecorder recorder, BeanContainerBuildItem beans, BuildProducer<RouteBuildItem> routes) {
        if (!ConfigProvider.getConfig().getOptionalValue("quarkus.management.enabled", Boolean.class).orElse(false)) {
            throw new ConfigurationException(PROPERTY + " needs the management interface, so that operators and users of the"
                    + " service have different ports: set quarkus.management.enabled=true, or remove the property");
        }
        routes.produce(RouteBuildItem.newManagementRoute("eventstream/*").withRequestHandler(recorder.handler(beans.getValue()))
                .build());
    }
}
