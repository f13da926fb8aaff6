import { FormComponent } from '@jupyterlab/ui-components';
import type { ReadonlyJSONObject } from '@lumino/coreutils';
import type { RJSFSchema } from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';
import { useEffect, useRef, type ReactElement } from 'react';
import type { Fields } from './setting-edits';

/** A form for one object of settings. */
export interface SettingsFormProps {
  /** Distinguishes the fields' ids of two forms. */
  readonly name: string;
  readonly schema: RJSFSchema;
  readonly data: Fields;
  readonly onChange: (data: Fields) => void;
}

const validator = customizeValidator<ReadonlyJSONObject>();

/** JupyterLab's own form over a JSON schema; what is wrong is said at its field. */
export default function SettingsForm({ name, schema, data, onChange }: SettingsFormProps): ReactElement {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => nameFields(form.current));
  return (
    <div ref={form}>
      <FormComponent
        validator={validator}
        schema={schema}
        uiSchema={{ 'ui:submitButtonOptions': { norender: true }, parallel: { 'ui:widget': 'select' } }}
        idPrefix={`jp-HeadwaterForm-${name}`}
        formData={{ ...data } as never}
        onChange={({ formData }) => onChange({ ...formData })}
        experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults' }}
        showErrorList={false}
        liveValidate
        compact
        showModifiedFromDefault={false}
        tagName="div"
        noHtml5Validate
      />
    </div>
  );
}

/** JupyterLab's form shows a field's name beside it without saying that it is its name. */
function nameFields(form: HTMLElement | null): void {
  for (const field of form?.querySelectorAll('input, select, textarea') ?? []) {
    const label = field.closest('.form-group')?.querySelector('.jp-FormGroup-fieldLabel')?.textContent ?? '';
    if (label !== '' && !field.hasAttribute('aria-label')) field.setAttribute('aria-label', label);
  }
}
