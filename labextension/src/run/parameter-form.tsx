import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type ReactElement } from 'react';
import type { Parameter } from '../../../src/language/language';
import { defaultText, givenParameters, problemOf, type TypedParameters } from './parameter-values';

/** The body of a dialog that asks for parameters; `getValue` gives those that differ from the notebook's, by name. */
export class ParameterForm extends ReactWidget {
  private readonly _parameters: readonly Parameter[];
  private readonly _trans: TranslationBundle;
  private _typed: TypedParameters = {};

  constructor(parameters: readonly Parameter[], trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterParameterForm');
    this._parameters = parameters;
    this._trans = trans;
  }

  getValue(): TypedParameters {
    return givenParameters(this._parameters, this._typed);
  }

  protected override render(): ReactElement {
    return (
      <>
        {this._parameters.map(parameter => (
          <Field
            key={parameter.name}
            parameter={parameter}
            trans={this._trans}
            onType={text => (this._typed = { ...this._typed, [parameter.name]: text })}
          />
        ))}
      </>
    );
  }
}

interface FieldProps {
  readonly parameter: Parameter;
  readonly trans: TranslationBundle;
  onType(text: string): void;
}

function Field({ parameter, trans, onType }: FieldProps): ReactElement {
  const [text, setText] = useState(defaultText(parameter));
  const problem = problemOf(parameter, text, trans);
  const type = (typed: string): void => {
    setText(typed);
    onType(typed);
  };
  return (
    <label className="jp-HeadwaterParameterForm-field">
      <span className="jp-HeadwaterParameterForm-name">
        {parameter.name} <span className="jp-HeadwaterParameterForm-type">{parameter.type}</span>
      </span>
      <Input parameter={parameter} text={text} isWrong={problem !== null} onType={type} />
      <span className="jp-HeadwaterParameterForm-problem" role="status">
        {problem === null ? '' : `✗ ${problem}`}
      </span>
    </label>
  );
}

interface InputProps {
  readonly parameter: Parameter;
  readonly text: string;
  readonly isWrong: boolean;
  onType(text: string): void;
}

function Input({ parameter: { type }, text, isWrong, onType }: InputProps): ReactElement {
  switch (type) {
    case 'boolean':
      return <input type="checkbox" checked={text === 'true'} onChange={event => onType(String(event.target.checked))} />;
    case 'object':
    case 'array':
      return (
        <textarea
          className="jp-mod-styled"
          rows={3}
          spellCheck={false}
          value={text}
          aria-invalid={isWrong}
          onChange={event => onType(event.target.value)}
        />
      );
    default:
      return (
        <input
          className="jp-mod-styled"
          type="text"
          inputMode={type === 'number' ? 'decimal' : type === 'bigint' ? 'numeric' : 'text'}
          spellCheck={false}
          value={text}
          aria-invalid={isWrong}
          onChange={event => onType(event.target.value)}
        />
      );
  }
}
