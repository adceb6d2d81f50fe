package io.quarkiverse.eventstream.operations.deployment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;

import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.deployment.UsedStreamBuildItem;
import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.runtime.Desks;
import io.quarkiverse.eventstream.operations.runtime.OperationsRecorder;
import io.quarkiverse.eventstream.operations.runtime.redrive.RedriveFactory;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.runtime.metrics.MetricsFactory;

/** The redrives of a service, and the dead-letter desks that it injects. */
class OperationsProcessor {

    private static final DotName DESK = DotName.createSimple(DeadLetterDesk.class);
    private static final DotName EVENT_STREAM_NAME = DotName.createSimple(EventStreamName.class);

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("eventstream-operations");
    }

    @BuildStep
    void beans(BuildProducer<AdditionalBeanBuildItem> beans) {
        beans.produce(AdditionalBeanBuildItem.unremovableOf(RedriveFactory.class));
        // Not needed where no desk is injected.
        beans.produce(AdditionalBeanBuildItem.builder().addBeanClass(Desks.class).build());
    }

    /** Referenced by its name, because the dependency is optional. */
    @BuildStep
    void metrics(Optional<MetricsCapabilityBuildItem> metrics, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (metrics.isPresent() && metrics.get().metricsSupported(MetricsFactory.MICROMETER)) {
            beans.produce(AdditionalBeanBuildItem
                    .unremovableOf("io.quarkiverse.eventstream.operations.runtime.watch.OpenLetters"));
        }
    }

    /** The stream of a desk is in use, and its name is checked. */
    @BuildStep
    void streamsOfDesks(BeanDiscoveryFinishedBuildItem discovery, BuildProducer<UsedStreamBuildItem> used,
            BuildProducer<DeskBuildItem> desks) {
        Set<String> names = new TreeSet<>();
        for (InjectionPointInfo injectionPoint : discovery.getInjectionPoints()) {
            // The required type is the type argument of an Instance or a Provider.
            if (DESK.equals(injectionPoint.getRequiredType().name())) {
                String name = streamName(injectionPoint);
                used.produce(new UsedStreamBuildItem(name, injectionPoint.getTargetInfo()));
                names.add(name);
            }
        }
        names.forEach(name -> desks.produce(new DeskBuildItem(name)));
    }

    private static String streamName(InjectionPointInfo injectionPoint) {
        return Optional.ofNullable(injectionPoint.getRequiredQualifier(EVENT_STREAM_NAME)).map(AnnotationInstance::value)
                .map(AnnotationValue::asString).orElse(EventStreamConfig.DEFAULT_STREAM);
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void deskBeans(List<DeskBuildItem> desks, OperationsRecorder recorder, BuildProducer<SyntheticBeanBuildItem> beans) {
        for (DeskBuildItem desk : desks) {
            SyntheticBeanBuildItem.ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(DeadLetterDesk.class)
                    // A normal scope, so that a test can replace the desk with a mock.
                    .scope(ApplicationScoped.class)
                    .addInjectionPoint(ClassType.create(Desks.class))
                    .createWith(recorder.desk(desk.getStream()))
                    .setRuntimeInit();
            if (EventStreamConfig.DEFAULT_STREAM.equals(desk.getStream())) {
                bean.addQualifier(Default.class);
            } else {
                bean.addQualifier().annotation(EventStreamName.class).addValue("value", desk.getStream()).done();
            }
            beans.produce(bean.done());
        }
    }
}
