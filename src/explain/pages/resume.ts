import type { Pages } from '../page';

/** Pages of HW523 to HW529: resuming a run, and who owns it. */
export const resumePages: Pages = {
  HW523: {
    title: 'The run cannot be resumed',
    meaning:
      "Resuming needs the run's own events, which headwater writes beside its records. A run of Python Metaflow has none, those of a newer headwater may mean something else, and a power cut in the first moment of a run may have taken them.",
    example: 'headwater resume Houses/1795248269837700   # made by `python houses.py run`',
    fix: 'Resume a Metaflow run with its own program: python houses.py resume --origin-run-id 1795248269837700. Update headwater where a newer one has made the run. Begin anew with headwater run where the machine stopped too early.'
  },
  HW524: {
    title: 'The run is still going on',
    meaning: 'Its scheduler is alive. A run that is resumed must have ended: what it still does would be missed.',
    example: 'headwater resume Houses   # while headwater run houses.ipynb goes on',
    fix: 'Watch it with headwater attach, or end it with headwater stop and resume it then.'
  },
  HW525: {
    title: 'The notebook of the run is not where it was',
    meaning: 'A resumed run reads the notebook anew from where the run has read it, so that a corrected cell counts.',
    example: 'mv houses.ipynb archive/; headwater resume Houses',
    fix: 'Say where it lies now: headwater resume Houses --notebook archive/houses.ipynb'
  },
  HW526: {
    title: 'The notebook describes another flow than the run',
    meaning:
      "A run goes on only as a run of its own flow. A flow's name is in the notebook's metadata, else it comes from the file's name.",
    example: 'mv houses.ipynb flats.ipynb; headwater resume Houses --notebook flats.ipynb',
    fix: 'Keep the name in the notebook: "metadata": { "headwater": { "flow": "Houses" } }. Or run it from its beginning: headwater run flats.ipynb'
  },
  HW527: {
    title: 'There is no such step to resume from',
    meaning: '--from names the first step that runs again, as it is called in the notebook now.',
    example: 'headwater resume Houses --from trian',
    fix: 'Correct the name; headwater graph <notebook> lists the steps. Parts of a foreach (train_split) are resumed by its own name (train).'
  },
  HW528: {
    title: 'A parameter of the run no longer fits',
    meaning:
      'The run was given a value for a parameter which the notebook no longer has, or which has another type now. The resumed run does without it.',
    example: 'headwater run houses.ipynb --rate 0.1; then the cell says rate = "fast"',
    fix: 'Give the value that is wanted now: headwater resume Houses --rate slow. The warning goes away with the next run.'
  },
  HW529: {
    title: 'The run was closed by another process',
    meaning:
      'On another machine that shares the store, a scheduler that is not heard of for a minute is taken for dead and its run is closed. This one was only slow or asleep; it has stopped, so that the run never has two owners.',
    example: 'a laptop that slept while its run lay in a shared folder',
    fix: 'headwater resume Flow/run goes on with what had committed.'
  }
};
