package interlude;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** Validates every JSON file of a folder as FHIR R4 with HAPI's reference validator, without a network. */
public final class Validate {
    /** A code system of the SDC guide, which HAPI does not bring along. */
    private static final String NOT_AT_HAND = "http://hl7.org/fhir/uv/sdc/CodeSystem/launchContext";

    public static void main(String[] arguments) throws IOException {
        FhirContext context = FhirContext.forR4();
        FhirInstanceValidator rules = new FhirInstanceValidator(new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context)));
        rules.setAnyExtensionsAllowed(true);
        FhirValidator validator = context.newValidator().registerValidatorModule(rules);
        int passed = 0;
        int failed = 0;
        for (Path file : files(Path.of(arguments[0]))) {
            List<String> errors = validator.validateWithResult(Files.readString(file)).getMessages().stream()
                    .filter(Validate::isError)
                    .map(it -> it.getLocationString() + ": " + it.getMessage())
                    .toList();
            if (errors.isEmpty()) {
                passed += 1;
            } else {
                failed += 1;
                System.out.println("FAILED " + file.getFileName() + "\n  " + String.join("\n  ", errors));
            }
        }
        System.out.println(passed + " passed, " + failed + " failed");
        if (failed > 0 || passed == 0) {
            throw new IllegalStateException("not valid FHIR R4");
        }
    }

    private static boolean isError(SingleValidationMessage message) {
        boolean error = message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0;
        return error && !message.getMessage().equals("Unknown Code System '" + NOT_AT_HAND + "'");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".json")).sorted().toList();
        }
    }
}
