import { MimeModel, type IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { infoIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Explanation } from '../../../src/server/api/explanation';
import { element } from '../cells/element';
import type { IFlowServer } from '../server/server-token';
import { explanationMarkdown } from './explanation-markdown';

/** The side panel that says what the code of a problem means, with an example and what to do. */
export class ExplanationPanel extends Widget {
  private readonly _server: IFlowServer;
  private readonly _rendermime: IRenderMimeRegistry;
  private readonly _trans: TranslationBundle;
  private _wanted = '';

  constructor(server: IFlowServer, rendermime: IRenderMimeRegistry, trans: TranslationBundle) {
    super();
    this._server = server;
    this._rendermime = rendermime;
    this._trans = trans;
    this.id = 'headwater-explanation';
    this.title.icon = infoIcon;
    this.title.caption = trans.__('Explanation of a problem');
    this.addClass('jp-HeadwaterExplanation');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Explanation of a problem'));
    this.node.setAttribute('aria-live', 'polite');
    this.node.tabIndex = 0;
    this._tell(trans.__('Choose the code of a problem, such as HW155, to read here what it means and what to do.'));
  }

  /** Shows the page of a code. */
  async open(code: string): Promise<void> {
    this._wanted = code;
    try {
      const explanation = await this._server.ask<Explanation>('explain', { code });
      const markdown = explanationMarkdown(explanation, this._trans);
      const page = this._rendermime.createRenderer('text/markdown');
      await page.renderModel(new MimeModel({ data: { 'text/markdown': markdown }, trusted: false }));
      // What scrolls must be reached by keys.
      for (const example of page.node.querySelectorAll('pre')) example.tabIndex = 0;
      if (this._wanted === code) this.node.replaceChildren(page.node);
    } catch (error) {
      if (this._wanted === code) this._tell(error instanceof Error ? error.message : String(error));
    }
  }

  private _tell(text: string): void {
    this.node.replaceChildren(element('p', 'jp-HeadwaterEmpty', text));
  }
}
